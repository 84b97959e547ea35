package io.reprise.engine.backtest;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameNames;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.sim.VenueReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Names of instruments, as the journal defines them, and of reasons. Owned by the thread that prints. */
public final class JournalNames implements FrameNames {
    private final Map<Long, String> instruments = new HashMap<>();

    public JournalNames(List<Instrument> known) {
        known.forEach(this::put);
    }

    private void put(Instrument instrument) {
        instruments.put((long) instrument.id(), instrument.name().replaceAll("\\p{Cntrl}", "?"));
    }

    /** Learns from a frame that comes by, if it defines an instrument. */
    public void learn(DirectBuffer buffer, int offset) {
        if (Event.templateId(buffer, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            put(InstrumentFrames.decode(buffer, offset));
        }
    }

    /** The instrument of a frame; empty for none, its number when nothing has defined it. */
    public String instrument(DirectBuffer buffer, int offset) {
        int id = Event.instrumentId(buffer, offset);
        return id == -1 ? "" : instruments.getOrDefault((long) id, Integer.toString(id));
    }

    @Override
    public String column(FrameField field) {
        return switch (field.name()) {
            case "instrumentId" -> "instrument";
            case "reason" -> "reasonName";
            default -> null;
        };
    }

    @Override
    public String name(FrameTemplate template, FrameField field, long value, int reason) {
        return switch (field.name()) {
            case "instrumentId", "newInstrumentId" -> instruments.get(value);
            case "reason" ->
                template.id() == ExecutionReportDecoder.TEMPLATE_ID ? venueReason((int) value) : reason((int) value);
            case "actualValue", "limitValue" ->
                reason(reason) == null
                        ? Decimals.plain(value)
                        : Reason.of(reason).number(value);
            default -> null;
        };
    }

    /** Name of the venue's reason, null when there is none of that code. */
    public static String venueReason(int code) {
        for (VenueReason reason : VenueReason.values()) {
            if (reason.code() == code) {
                return reason.name();
            }
        }
        return null;
    }

    /** Name of our own risk's reason, null when there is none of that code. */
    public static String reason(int code) {
        for (Reason reason : Reason.values()) {
            if (reason.code() == code) {
                return reason.name();
            }
        }
        return null;
    }
}
