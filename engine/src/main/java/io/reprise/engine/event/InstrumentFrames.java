package io.reprise.engine.event;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.InstrumentDefinitionEncoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.engine.domain.Instrument;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** An instrument as a frame, and back. */
public final class InstrumentFrames {
    private static final long MULTIPLIER_ONE = 100_000_000L;

    private InstrumentFrames() {}

    /** Writes the definition's frame into zeroed memory. */
    public static void encode(MutableDirectBuffer buffer, int offset, Instrument instrument, long seq, long tsNs) {
        InstrumentDefinitionEncoder encoder = new InstrumentDefinitionEncoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(instrument.id())
                .sourceId(0);
        encoder.flags().clear();
        encoder.assetClass(instrument.assetClass())
                .name(instrument.name())
                .tickPx(instrument.tickPx())
                .lotQty(instrument.lotQty())
                .multiplier(MULTIPLIER_ONE)
                .currency(instrument.currency())
                .nonPositivePx((short) (instrument.nonPositivePx() ? 1 : 0))
                .hasVolume((short) (instrument.hasVolume() ? 1 : 0));
    }

    /** Reads the definition at the offset of its frame's header. */
    public static Instrument decode(DirectBuffer buffer, int offset) {
        int length = Event.frameLength(buffer, offset);
        if (length < Event.HEADER_BYTES + InstrumentDefinitionDecoder.BLOCK_LENGTH) {
            throw new IllegalStateException("the instrument definition at sequence " + Event.seq(buffer, offset)
                    + " has " + length + " bytes, which are too few");
        }
        InstrumentDefinitionDecoder decoder =
                new InstrumentDefinitionDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new Instrument(
                decoder.instrumentId(),
                decoder.name(),
                decoder.assetClass(),
                decoder.tickPx(),
                decoder.lotQty(),
                decoder.currency(),
                decoder.nonPositivePx() != 0,
                decoder.hasVolume() != 0);
    }
}
