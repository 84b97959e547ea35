package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderIntent;
import java.math.BigDecimal;

/** What only some orders have, as tests say it. A null number is none. */
record Terms(
        BigDecimal limitPx, long untilNs, BigDecimal trail, BigDecimal display, int flags, LinkKind link, long listId) {
    static final Terms NONE = new Terms(null, OrderIntent.NULL_TIME, null, null, 0, LinkKind.NONE, 0);

    /** With one more word: {@code until=9 trail=2 trail=1% display=3 post reduce link=oto:1 limit=9}. */
    Terms with(String word) {
        String[] parts = word.split("=");
        return switch (parts[0]) {
            case "limit" -> new Terms(new BigDecimal(parts[1]), untilNs, trail, display, flags, link, listId);
            case "until" -> new Terms(limitPx, Long.parseLong(parts[1]), trail, display, flags, link, listId);
            case "trail" -> {
                boolean percent = parts[1].endsWith("%");
                BigDecimal offset =
                        percent ? new BigDecimal(parts[1].replace("%", "")).movePointLeft(2) : new BigDecimal(parts[1]);
                int all = flags | (percent ? ExecFlags.TRAIL_PERCENT : 0);
                yield new Terms(limitPx, untilNs, offset, display, all, link, listId);
            }
            case "display" -> new Terms(limitPx, untilNs, trail, new BigDecimal(parts[1]), flags, link, listId);
            case "post" -> new Terms(limitPx, untilNs, trail, display, flags | ExecFlags.POST_ONLY, link, listId);
            case "reduce" -> new Terms(limitPx, untilNs, trail, display, flags | ExecFlags.REDUCE_ONLY, link, listId);
            case "link" -> {
                String[] link = parts[1].split(":");
                LinkKind kind = LinkKind.valueOf(link[0].toUpperCase(java.util.Locale.ROOT));
                yield new Terms(limitPx, untilNs, trail, display, flags, kind, Long.parseLong(link[1]));
            }
            default -> throw new AssertionError(word);
        };
    }
}
