package io.reprise.engine.feature.pattern;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ValueFeature;

/** A part of one bar as a share of its range, 0 for a bar without range; the body is signed, above 0 when it rose. */
@HotPath
final class Shape extends ValueFeature {
    enum Part {
        BODY,
        UPPER_SHADOW,
        LOWER_SHADOW,
        CLOSE_LOCATION,
        DOJI,
        HAMMER
    }

    private final Part part;
    private final double limit;

    /** @param limit for a doji the largest body by range; for a hammer the least lower shadow by body */
    Shape(Part part, double limit) {
        this.part = part;
        this.limit = limit;
    }

    @Override
    public void onBar(Bar bar) {
        double range = (double) bar.highPx() - bar.lowPx();
        if (range == 0) {
            say(part == Part.DOJI ? 1 : 0);
            return;
        }
        double body = (double) bar.closePx() - bar.openPx();
        double upper = (double) bar.highPx() - Math.max(bar.openPx(), bar.closePx());
        double lower = (double) Math.min(bar.openPx(), bar.closePx()) - bar.lowPx();
        say(
                switch (part) {
                    case BODY -> body / range;
                    case UPPER_SHADOW -> upper / range;
                    case LOWER_SHADOW -> lower / range;
                    case CLOSE_LOCATION -> (bar.closePx() - bar.lowPx()) / range;
                    case DOJI -> Math.abs(body) <= limit * range ? 1 : 0;
                    case HAMMER -> isHammer(Math.abs(body), upper, lower);
                });
    }

    /** 1 a hammer, -1 the same upside down (shooting star): a long shadow on one side, on the other one below the body. */
    private double isHammer(double body, double upper, double lower) {
        if (body == 0) {
            return 0;
        }
        if (lower >= limit * body && upper <= body) {
            return 1;
        }
        return upper >= limit * body && lower <= body ? -1 : 0;
    }
}
