package io.reprise.engine.backtest;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.RunHeaderDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.FrameNames;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.event.InstrumentFrames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the frames at the beginning of a journal say of it.
 *
 * @param run the run header's own fields as text; empty when the journal is no run's
 * @param refersToMarket whether the run's market frames are in other journals: a backtest's are, a session's are its own
 * @param configuration settings of the run, in order; empty when the journal is no run's
 * @param sources market journals that the run was on, in merge order
 * @param instruments by their ids in this journal
 */
public record JournalHeader(
        String run,
        boolean refersToMarket,
        Map<String, String> configuration,
        List<Source> sources,
        List<Instrument> instruments) {
    /** Header of a journal that does not begin with one, or holds nothing. */
    public static final JournalHeader NONE = new JournalHeader("", false, Map.of(), List.of(), List.of());

    public JournalHeader {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        sources = List.copyOf(sources);
        instruments = List.copyOf(instruments);
    }

    /** A market journal by its content. */
    public record Source(String contentSha256, long frames) {}

    /** Whether the journal is a run's. */
    public boolean isRun() {
        return !run.isEmpty();
    }

    /** Reads the header of a journal; {@link #NONE} when it has no inbound stream. Damage on the way is an error. */
    public static JournalHeader read(Path journal) {
        Path inbound = journal.resolve(RunJournal.INBOUND);
        if (!Files.isDirectory(inbound)) {
            return NONE;
        }
        String run = "";
        try (FrameCursor cursor = new FrameCursor(inbound)) {
            if (!cursor.advance()) {
                return NONE;
            }
            if (cursor.templateId() != RunHeaderDecoder.TEMPLATE_ID) {
                return new JournalHeader("", false, Map.of(), List.of(), definitions(cursor));
            }
            StringBuilder fields = new StringBuilder();
            FramePrinter.appendFields(fields, cursor.buffer(), cursor.offset(), FrameNames.NONE);
            run = fields.toString();
        }
        try (FrameCursor cursor = new FrameCursor(inbound)) {
            RunHeaders.Content content = RunHeaders.read(cursor);
            List<Source> sources = content.sources().stream()
                    .map(source -> new Source(source.contentSha256(), source.frames()))
                    .toList();
            boolean refersToMarket = content.kind() == RunHeaders.Kind.BACKTEST;
            return new JournalHeader(run, refersToMarket, content.configuration(), sources, content.instruments());
        }
    }

    private static List<Instrument> definitions(FrameCursor cursor) {
        List<Instrument> instruments = new ArrayList<>();
        boolean more = true;
        while (more && cursor.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instruments.add(InstrumentFrames.decode(cursor.buffer(), cursor.offset()));
            more = cursor.advance();
        }
        return instruments;
    }
}
