package io.reprise.engine.control;

import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameCells;
import io.reprise.engine.event.FramePrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Frames as rows. Cold; safe from any thread. */
final class FrameRows {
    private static final Set<String> COLUMNS = Set.of("seq", "tsInit", "tsInitNs");

    private FrameRows() {}

    /** @param refersToMarket whether the market's frames are in journals of their own */
    static Page<FrameRecord> read(
            Path journal, boolean refersToMarket, List<Path> sources, FrameQuery query, JournalNames names)
            throws IOException {
        FrameFilter filter =
                new FrameFilter(query.fromSeq(), query.toSeq(), query.fromNs(), query.toNs(), ids(query.types()));
        List<FrameRecord> rows = new ArrayList<>();
        try (JournalView view = open(journal, refersToMarket, sources, query.stream(), filter)) {
            long cursor = Page.END;
            while (view.advance()) {
                boolean isOutbound = view.stream().equals(RunJournal.OUTBOUND);
                FrameRecord row = row(view.stream(), view.buffer(), view.offset(), names);
                long place = isOutbound && query.stream() == FrameQuery.Stream.ALL ? cursor : row.seq();
                if (rows.size() >= query.limit() && place != cursor) {
                    return new Page<>(rows, place);
                }
                cursor = place;
                rows.add(row);
            }
        }
        return new Page<>(rows, Page.END);
    }

    private static JournalView open(
            Path journal, boolean refersToMarket, List<Path> sources, FrameQuery.Stream stream, FrameFilter filter)
            throws IOException {
        return switch (stream) {
            case INBOUND -> JournalView.ofStream(journal, RunJournal.INBOUND, filter);
            case OUTBOUND -> JournalView.ofStream(journal, RunJournal.OUTBOUND, filter);
            case ALL ->
                refersToMarket
                        ? JournalView.ofRun(journal, true, sources, filter)
                        : JournalView.ofBoth(journal, filter);
        };
    }

    private static Set<Integer> ids(Set<String> types) {
        Set<Integer> ids = new HashSet<>();
        for (String type : types) {
            ids.add(FrameSchema.current().templates().stream()
                    .filter(template -> template.name().equalsIgnoreCase(type))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no kind of frame '" + type
                            + "'; there are "
                            + String.join(
                                    ", ",
                                    FrameSchema.current().templates().stream()
                                            .map(FrameTemplate::name)
                                            .toList())))
                    .id());
        }
        return ids;
    }

    static FrameRecord row(String stream, DirectBuffer buffer, int offset, JournalNames names) {
        FrameTemplate template = FrameCells.template(buffer, offset);
        List<FrameRecord.Field> fields = new ArrayList<>();
        if (template != null) {
            for (FrameCells.Cell cell : FrameCells.cells(template, buffer, offset, names)) {
                if (!COLUMNS.contains(cell.name())) {
                    fields.add(new FrameRecord.Field(cell.name(), cell.text(), cell.isNumber()));
                }
            }
        }
        return new FrameRecord(
                stream,
                Event.seq(buffer, offset),
                Event.tsInitNs(buffer, offset),
                FramePrinter.typeName(buffer, offset),
                fields);
    }
}
