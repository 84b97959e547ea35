package io.reprise.engine.backtest;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.RunHeaderDecoder;
import io.reprise.codecs.RunHeaderEncoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.RunTextEncoder;
import io.reprise.codecs.SourceReferenceDecoder;
import io.reprise.codecs.SourceReferenceEncoder;
import io.reprise.codecs.TextKind;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.StateDigest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames a run's journal begins with, numbered from 1: what ran with which configuration, on which market journals and
 * instruments.
 */
final class RunHeaders {
    private static final int TEXT_BYTES = RunTextEncoder.textLength();
    private static final int NO_INSTRUMENT = -1;

    private RunHeaders() {}

    /**
     * What a journal records: the frames that a backtest adds to its market journals, or all that a session saw, on paper or
     * of a venue that is not ours.
     */
    enum Kind {
        BACKTEST,
        PAPER,
        LIVE;

        short code() {
            return (short) (ordinal() + 1);
        }

        static Kind of(short code) {
            if (code < 1 || code > values().length) {
                throw new IllegalArgumentException("the run header is of kind " + code + ", which is not known");
            }
            return values()[code - 1];
        }
    }

    /** A market journal as the run header refers to it. */
    record Source(String contentSha256, long frames, int lastCrc) {
        /** For people: all that two journals can differ in. */
        String text() {
            return contentSha256 + " (" + frames + " frames, last checksum "
                    + HexFormat.of().toHexDigits(lastCrc) + ")";
        }
    }

    /**
     * What a header says.
     *
     * @param kind which kind of run it is of
     * @param frames that it consists of
     * @param tsInitNs the engine's time before the first event
     * @param configSha256 of the configuration's text, lower-case hex
     * @param runId the same for the same run of the same code on the same data
     * @param seed of the run's random numbers
     */
    record Content(
            Kind kind,
            Map<String, String> configuration,
            List<Source> sources,
            List<Instrument> instruments,
            long frames,
            long tsInitNs,
            String configSha256,
            long runId,
            long seed) {}

    /** Writes the header's frames; returns the sequence that follows. */
    static long write(
            FrameBatch batch,
            Kind kind,
            Map<String, String> configuration,
            List<Source> sources,
            List<Instrument> instruments,
            long tsNs) {
        byte[] text = join(configuration).getBytes(StandardCharsets.UTF_8);
        byte[] sha256 = StateDigest.newSha256().digest(text);
        long seq = 1;
        long runId = runId(sha256, sources);
        int strategies = RunConfig.of(configuration).strategyNames().size();
        writeRunHeader(batch, kind, seq++, tsNs, sha256, runId, strategies, sources.size());
        for (int from = 0, index = 0; from < text.length; from += TEXT_BYTES, index++) {
            writeText(batch, seq++, tsNs, text, from, index);
        }
        for (int i = 0; i < sources.size(); i++) {
            writeSource(batch, seq++, tsNs, sources.get(i), i);
        }
        for (Instrument instrument : instruments) {
            InstrumentFrames.encode(batch.buffer(), batch.claim(), instrument, seq, tsNs);
            batch.commit(seq++);
        }
        return seq;
    }

    /** The same run of the same code on the same data has the same id. */
    private static long runId(byte[] configSha256, List<Source> sources) {
        MessageDigest digest = StateDigest.newSha256();
        digest.update(configSha256);
        sources.forEach(source -> digest.update(HexFormat.of().parseHex(source.contentSha256())));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void writeRunHeader(
            FrameBatch batch, Kind kind, long seq, long tsNs, byte[] sha256, long runId, int strategies, int sources) {
        int offset = batch.claim();
        RunHeaderEncoder encoder = new RunHeaderEncoder()
                .wrapAndApplyHeader(batch.buffer(), offset, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(NO_INSTRUMENT)
                .sourceId(0);
        encoder.flags().clear();
        encoder.journalKind(kind.code())
                .runId(runId)
                .seed(0)
                .createdBySchema(RunHeaderEncoder.SCHEMA_VERSION)
                .putConfigSha256(sha256, 0, sha256.length)
                .strategyCount(strategies)
                .sourceCount(sources);
        batch.commit(seq);
    }

    private static void writeText(FrameBatch batch, long seq, long tsNs, byte[] text, int from, int index) {
        int length = Math.min(TEXT_BYTES, text.length - from);
        int offset = batch.claim();
        RunTextEncoder encoder = new RunTextEncoder()
                .wrapAndApplyHeader(batch.buffer(), offset, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(NO_INSTRUMENT)
                .sourceId(0);
        encoder.flags().clear().first(from == 0).last(from + length == text.length);
        encoder.textKind(TextKind.CONFIGURATION).index(index).length(length).putText(text, from, length);
        batch.commit(seq);
    }

    private static void writeSource(FrameBatch batch, long seq, long tsNs, Source source, int order) {
        byte[] sha256 = HexFormat.of().parseHex(source.contentSha256());
        int offset = batch.claim();
        SourceReferenceEncoder encoder = new SourceReferenceEncoder()
                .wrapAndApplyHeader(batch.buffer(), offset, new MessageHeaderEncoder())
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(NO_INSTRUMENT)
                .sourceId(0);
        encoder.flags().clear();
        encoder.mergeOrder((short) order)
                .putContentSha256(sha256, 0, sha256.length)
                .frameCount(source.frames())
                .firstTsInitNs(tsNs)
                .lastTsInitNs(tsNs)
                .lastCrc(source.lastCrc());
        batch.commit(seq);
    }

    /** Reads the header of a run's journal. */
    static Content read(Path journal) {
        if (!Files.isDirectory(journal)) {
            throw new IllegalArgumentException("there is no journal " + journal);
        }
        if (!Files.isDirectory(journal.resolve(RunJournal.INBOUND))) {
            throw noRun(journal);
        }
        try (FrameCursor cursor = new FrameCursor(journal.resolve(RunJournal.INBOUND))) {
            boolean begins = cursor.advance() && cursor.templateId() == RunHeaderDecoder.TEMPLATE_ID;
            if (!begins) {
                throw noRun(journal);
            }
            cursor.stepBack();
            return read(cursor);
        }
    }

    private static IllegalArgumentException noRun(Path journal) {
        return new IllegalArgumentException(journal
                + " is not the journal of a finished run, such as the folder journal/ of a report, or of a session");
    }

    /** Reads a header; the cursor then gives the first frame after it again. */
    static Content read(FrameCursor cursor) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<Source> sources = new ArrayList<>();
        List<Instrument> instruments = new ArrayList<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        long frames = 0;
        boolean more = cursor.advance();
        if (!more || cursor.templateId() != RunHeaderDecoder.TEMPLATE_ID) {
            throw new IllegalArgumentException("this journal does not begin with a run header: it is no run to replay");
        }
        RunHeaderDecoder run = new RunHeaderDecoder().wrapAndApplyHeader(cursor.buffer(), cursor.offset(), header);
        Kind kind = Kind.of(run.journalKind());
        long tsInitNs = run.tsInitNs();
        long runId = run.runId();
        long seed = run.seed();
        byte[] configSha256 = new byte[RunHeaderDecoder.configSha256Length()];
        run.getConfigSha256(configSha256, 0, configSha256.length);
        while (more && isHeader(cursor, header)) {
            switch (cursor.templateId()) {
                case RunTextDecoder.TEMPLATE_ID -> {
                    RunTextDecoder piece =
                            new RunTextDecoder().wrapAndApplyHeader(cursor.buffer(), cursor.offset(), header);
                    byte[] bytes = new byte[TEXT_BYTES];
                    piece.getText(bytes, 0, TEXT_BYTES);
                    text.write(bytes, 0, Math.clamp(piece.length(), 0, TEXT_BYTES));
                }
                case SourceReferenceDecoder.TEMPLATE_ID -> sources.add(readSource(cursor, header));
                case InstrumentDefinitionDecoder.TEMPLATE_ID ->
                    instruments.add(InstrumentFrames.decode(cursor.buffer(), cursor.offset()));
                default -> {}
            }
            frames++;
            more = cursor.advance();
        }
        if (more) {
            cursor.stepBack();
        }
        return new Content(
                kind,
                split(text.toString(StandardCharsets.UTF_8)),
                sources,
                instruments,
                frames,
                tsInitNs,
                HexFormat.of().formatHex(configSha256),
                runId,
                seed);
    }

    private static Source readSource(FrameCursor cursor, MessageHeaderDecoder header) {
        SourceReferenceDecoder reference =
                new SourceReferenceDecoder().wrapAndApplyHeader(cursor.buffer(), cursor.offset(), header);
        byte[] sha256 = new byte[SourceReferenceDecoder.contentSha256Length()];
        reference.getContentSha256(sha256, 0, sha256.length);
        return new Source(HexFormat.of().formatHex(sha256), reference.frameCount(), (int) reference.lastCrc());
    }

    /** A note may be the first event of all. */
    private static boolean isHeader(FrameCursor cursor, MessageHeaderDecoder header) {
        int templateId = cursor.templateId();
        if (templateId == RunTextDecoder.TEMPLATE_ID) {
            return new RunTextDecoder()
                            .wrapAndApplyHeader(cursor.buffer(), cursor.offset(), header)
                            .textKind()
                    == TextKind.CONFIGURATION;
        }
        return templateId == RunHeaderDecoder.TEMPLATE_ID
                || templateId == SourceReferenceDecoder.TEMPLATE_ID
                || templateId == InstrumentDefinitionDecoder.TEMPLATE_ID;
    }

    private static String join(Map<String, String> configuration) {
        StringBuilder text = new StringBuilder();
        configuration.forEach((key, value) -> {
            if ((key + value).chars().anyMatch(c -> c == '\n' || c == '\r') || key.contains("=")) {
                throw new IllegalArgumentException("a setting cannot hold a line break: " + key);
            }
            text.append(key).append('=').append(value).append('\n');
        });
        return text.toString();
    }

    private static Map<String, String> split(String text) {
        Map<String, String> configuration = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int at = line.indexOf('=');
            if (at > 0) {
                configuration.put(line.substring(0, at), line.substring(at + 1));
            }
        });
        return configuration;
    }
}
