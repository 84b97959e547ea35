package io.reprise.research.ingest;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.DirectBuffer;

/** Small source files, and the frames that they became as lines of text. */
final class Samples {
    final Path folder;

    Samples(Path folder) {
        this.folder = folder;
    }

    Path journal() {
        return folder.resolve("journal");
    }

    String file(String name, String... lines) {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    String bytes(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return file.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String gzip(String name, String text) {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file.toString();
    }

    /** Entries are name, text, name, text. */
    String zip(String name, String... entries) {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries.length; i += 2) {
                out.putNextEntry(new ZipEntry(entries[i]));
                out.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file.toString();
    }

    IngestResult ingest(String format, String... files) {
        return ingest(format, b -> b, files);
    }

    IngestResult ingest(String format, UnaryOperator<IngestRequest.Builder> options, String... files) {
        IngestRequest.Builder builder = IngestRequest.of(Formats.named(format), journal(), List.of(files))
                .instrument("X-USD.TEST");
        return Ingest.run(options.apply(builder).build());
    }

    List<String> frames() {
        return frames(journal());
    }

    /** Market frames only. */
    List<String> events() {
        return frames().subList(1, frames().size());
    }

    static List<String> frames(Path journal) {
        List<String> frames = new ArrayList<>();
        try (MarketJournal.Reader reader = MarketJournal.read(journal)) {
            while (reader.next()) {
                frames.add(text(reader.buffer(), reader.offset()));
            }
        }
        return frames;
    }

    private static String text(DirectBuffer buffer, int at) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        switch (Event.templateId(buffer, at)) {
            case TradeDecoder.TEMPLATE_ID -> {
                TradeDecoder t = new TradeDecoder().wrapAndApplyHeader(buffer, at, header);
                String id = t.tradeId() == Row.NO_TRADE_ID ? "-" : Long.toString(t.tradeId());
                return "T " + t.seq() + " " + t.tsEventNs() + latency(t.tsInitNs() - t.tsEventNs()) + " "
                        + Decimals.plain(t.px()) + " " + Decimals.plain(t.qty()) + " " + t.side() + " " + id;
            }
            case BarDecoder.TEMPLATE_ID -> {
                BarDecoder b = new BarDecoder().wrapAndApplyHeader(buffer, at, header);
                return "B " + b.seq() + " " + b.tsEventNs() + latency(b.tsInitNs() - b.tsEventNs()) + " "
                        + new BarSpec(b.barKind(), b.periodNs()).text() + " " + Decimals.plain(b.openPx()) + " "
                        + Decimals.plain(b.highPx()) + " " + Decimals.plain(b.lowPx()) + " "
                        + Decimals.plain(b.closePx()) + " " + (b.volume() < 0 ? "-" : Decimals.plain(b.volume())) + " "
                        + b.tradeCount();
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                QuoteDecoder q = new QuoteDecoder().wrapAndApplyHeader(buffer, at, header);
                return "Q " + q.tsEventNs() + latency(q.tsInitNs() - q.tsEventNs()) + " " + Decimals.plain(q.bidQty())
                        + "@" + Decimals.plain(q.bidPx()) + " " + Decimals.plain(q.askQty()) + "@"
                        + Decimals.plain(q.askPx());
            }
            case BookDeltaDecoder.TEMPLATE_ID -> {
                BookDeltaDecoder d = new BookDeltaDecoder().wrapAndApplyHeader(buffer, at, header);
                return "D " + d.tsEventNs() + latency(d.tsInitNs() - d.tsEventNs()) + " " + d.action() + " " + d.side()
                        + " " + level(d.px(), d.qty(), d.orderKey(), d.updateId())
                        + ends(d.flags().first(), d.flags().last(), d.flags().correction());
            }
            case BookSnapshotDecoder.TEMPLATE_ID -> {
                BookSnapshotDecoder d = new BookSnapshotDecoder().wrapAndApplyHeader(buffer, at, header);
                return "S " + d.tsEventNs() + latency(d.tsInitNs() - d.tsEventNs()) + " " + d.side() + " "
                        + level(d.px(), d.qty(), d.orderKey(), d.updateId())
                        + ends(d.flags().first(), d.flags().last(), d.flags().correction());
            }
            default -> {
                InstrumentDefinitionDecoder i =
                        new InstrumentDefinitionDecoder().wrapAndApplyHeader(buffer, at, header);
                return "I " + i.seq() + " " + i.tsEventNs() + latency(i.tsInitNs() - i.tsEventNs()) + " " + i.name()
                        + " " + i.assetClass() + " " + Decimals.plain(i.tickPx()) + " " + Decimals.plain(i.lotQty())
                        + " " + i.currency() + " " + i.nonPositivePx() + i.hasVolume();
            }
        }
    }

    private static String level(long px, long qty, long key, long updateId) {
        return (px == Book.NULL_PX ? "-" : Decimals.plain(qty) + "@" + Decimals.plain(px))
                + (key == BookFeed.NO_KEY ? "" : " #" + key)
                + (updateId == BookFeed.NO_UPDATE ? "" : " u" + updateId);
    }

    private static String ends(boolean isFirst, boolean isLast, boolean isGap) {
        return (isFirst ? " first" : "") + (isLast ? " last" : "") + (isGap ? " gap" : "");
    }

    private static String latency(long ns) {
        return ns == 0 ? "" : "+" + ns;
    }
}
