package io.reprise.engine.backtest;

import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;

/** How often what was sequenced, for those who watch; the numbers are for reading only. Owned by the follower's thread. */
public final class EventCounts implements Stateful {
    /** Template ids are below this. */
    private static final int TEMPLATES_MAX = 32;
    /** Codes of reasons, ours and the venue's, are below this. */
    public static final int REASONS_MAX = 64;

    private final long[] byTemplate = new long[TEMPLATES_MAX];
    private final long[] denials = new long[REASONS_MAX];
    private final long[] rejects = new long[REASONS_MAX];
    private final DenialDecoder denial = new DenialDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final VenueStatusDecoder status = new VenueStatusDecoder();
    private long gaps;
    private long disconnects;

    void onTrade() {
        byTemplate[TradeDecoder.TEMPLATE_ID]++;
    }

    void onEvent(Event event) {
        byTemplate[event.templateId()]++;
        switch (event.templateId()) {
            case DenialDecoder.TEMPLATE_ID -> {
                denial.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
                denials[denial.reason()]++;
            }
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
                if (report.execType() == ExecType.REJECTED) {
                    rejects[report.reason()]++;
                }
            }
            case VenueStatusDecoder.TEMPLATE_ID -> onStatus(event);
            default -> {}
        }
    }

    private void onStatus(Event event) {
        status.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (status.statusKind()) {
            case GAP -> gaps++;
            case DISCONNECTED -> disconnects++;
            default -> {}
        }
    }

    /** Events by the template id of their frame. */
    public long[] byTemplate() {
        return byTemplate;
    }

    /** Orders that our own risk refused, by its reason's code. */
    public long[] denials() {
        return denials;
    }

    /** Orders that the venue refused, by its reason's code. */
    public long[] rejects() {
        return rejects;
    }

    /** Gaps that a feed or the venue has reported. */
    public long gaps() {
        return gaps;
    }

    /** Connections that were lost. */
    public long disconnects() {
        return disconnects;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(byTemplate, byTemplate.length);
        out.putLongs(denials, denials.length);
        out.putLongs(rejects, rejects.length);
        out.putLong(gaps);
        out.putLong(disconnects);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(byTemplate, byTemplate.length);
        in.getLongs(denials, denials.length);
        in.getLongs(rejects, rejects.length);
        gaps = in.getLong();
        disconnects = in.getLong();
    }
}
