package io.reprise.research.collection;

import io.reprise.research.ingest.ActionFile;
import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.ingest.Datasets.Dataset;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.FundingFile;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestException;
import io.reprise.research.ingest.IngestRequest;
import io.reprise.research.ingest.IngestResult;
import io.reprise.research.ingest.SourceEntries;
import io.reprise.research.ingest.TextLines;
import io.reprise.research.reference.PystockImport;
import io.reprise.research.reference.TickerFile;
import io.reprise.research.store.AtomicFile;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Imports every file of a collection: prices, books and quotes as journals, their actions and funding as journals beside them,
 * series as CSV. Each file gets a line of what became of it; one that no descriptor knows, or that fails without a reason
 * that is known, is a failure. Run again it adds what is new.
 */
public final class CollectionImport {
    private static final String OTHER = "other";
    /** The two sentences of an ingest that say why nothing could be had of a file that was read to its end. */
    private static final String NO_ROW = "has no acceptable row";

    private static final String NOTHING = "has nothing of format";

    private final Path data;
    private final Path to;
    private final LegEvents events;
    private final List<ImportedFile> done = new ArrayList<>();

    private CollectionImport(Path data, Path to) {
        this.data = data;
        this.to = to;
        events = new LegEvents(data);
    }

    /** A line of the descriptors. */
    private record Descriptor(String pattern, String kind, List<String> words) {
        String word(int at) {
            return words.get(at);
        }
    }

    /**
     * Imports it.
     *
     * @param only pattern of paths below the folder; null = all
     * @param progress told how many of how many files are done
     * @throws IllegalArgumentException when the folder is no collection
     */
    public static List<ImportedFile> run(Path data, Path to, String only, BiConsumer<Integer, Integer> progress)
            throws IOException {
        CollectionImport whole = new CollectionImport(data, to);
        List<Dataset> datasets = Datasets.in(data);
        List<Descriptor> descriptors = descriptors();
        List<String> files = Datasets.files(data).stream()
                .filter(file -> only == null || Datasets.fits(only, file))
                .toList();
        Files.createDirectories(to);
        boolean isPystockDone = false;
        for (int i = 0; i < files.size(); i++) {
            progress.accept(i, files.size());
            String file = files.get(i);
            List<Dataset> its = datasets.stream()
                    .filter(one -> one.file().equals(file) || one.file().startsWith(file + "!"))
                    .toList();
            its.forEach(whole::prices);
            Descriptor known = descriptors.stream()
                    .filter(one -> Datasets.fits(one.pattern(), file))
                    .findFirst()
                    .orElse(null);
            if (known == null && its.isEmpty()) {
                whole.done.add(new ImportedFile(file, "", "", 0, 0, "no descriptor knows it", true));
            } else if (known != null && known.kind().equals("pystock")) {
                if (!isPystockDone) {
                    whole.pystock(files.stream()
                            .filter(one -> Datasets.fits(known.pattern(), one))
                            .toList());
                }
                isPystockDone = true;
            } else if (known != null && !(known.kind().equals(OTHER) && !its.isEmpty())) {
                whole.guarded(file, known.kind(), () -> whole.take(file, known));
            }
        }
        return List.copyOf(whole.done);
    }

    private static List<Descriptor> descriptors() throws IOException {
        try (InputStream in = CollectionImport.class.getResourceAsStream("imports.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> List.of(line.split(" +")))
                    .map(words -> new Descriptor(words.get(0), words.get(1), words.subList(2, words.size())))
                    .toList();
        }
    }

    /** What may fail, for a file. */
    private interface Work {
        void run() throws IOException;
    }

    private void guarded(String file, String kind, Work work) {
        try {
            work.run();
        } catch (IngestException refused) {
            boolean isExplained = refused.getMessage().contains(NO_ROW)
                    || refused.getMessage().contains(NOTHING);
            done.add(new ImportedFile(file, kind, "", 0, 0, plain(refused.getMessage()), !isExplained));
        } catch (IOException | RuntimeException failed) {
            done.add(new ImportedFile(file, kind, "", 0, 0, plain("" + failed.getMessage()), true));
        }
    }

    private String plain(String why) {
        return why.replace(data + "/", "").replace(to + "/", "").replace('\n', ' ');
    }

    private static String safe(String file) {
        return file.replaceAll("[^A-Za-z0-9._-]+", "~");
    }

    private void prices(Dataset dataset) {
        guarded(dataset.file(), dataset.format(), () -> {
            Path journal = to.resolve("journals").resolve(safe(dataset.file()));
            Files.createDirectories(journal.getParent());
            IngestResult result = dataset.ingest(data, journal, null);
            Set<String> marks = new LinkedHashSet<>();
            if (!Files.exists(journal.resolveSibling(journal.getFileName() + "-actions"))
                    && !Files.exists(journal.resolveSibling(journal.getFileName() + "-funding"))) {
                events.journals(dataset, journal, marks);
            }
            String stamped = dataset.isStampedAtEnd() ? "bars are stamped at their end" : "";
            add(dataset.file(), result, (stamped + String.join("", marks)).strip());
        });
    }

    private void add(String file, IngestResult result, String note) {
        String reject = result.rejects().isEmpty()
                ? ""
                : "rejected, such as line " + result.rejects().getFirst().line() + ": "
                        + result.rejects().getFirst().reason();
        String all = note.isEmpty() || reject.isEmpty() ? note + reject : note + "; " + reject;
        done.add(new ImportedFile(
                file,
                result.kind() == null ? result.format() : result.kind().name().toLowerCase(Locale.ROOT),
                to.relativize(result.journal()).toString(),
                result.alreadyIngested() ? result.journalEvents() : result.acceptedRows(),
                result.alreadyIngested() ? result.journalRejectedRows() : result.rejectedRows(),
                all,
                false));
    }

    private void take(String file, Descriptor how) throws IOException {
        String path = data.resolve(file).toString();
        switch (how.kind()) {
            case "feed" -> feed(file, how);
            case "bars" -> one(file, List.of(file), how.word(0), null);
            case "funding" -> {
                Path target = target("funding", file);
                FundingFile.Result result = FundingFile.write(path, ZoneId.of(how.word(0)), target);
                written(file, how.kind(), target, result.rates(), 0, result.note());
            }
            case "actions" -> {
                Path target = target("actions", file);
                List<CorporateAction> actions = ActionFile.read(path, null);
                AtomicFile.write(target, String.join("\n", ActionFile.lines(actions)) + "\n");
                written(file, how.kind(), target, actions.size(), 0, "");
            }
            case "tickers" ->
                done.add(new ImportedFile(file, "tickers", "", TickerFile.names(data.resolve(file)), 0, "", false));
            case "series" -> series(file, how.word(0), null, null);
            case "named" -> series(file, how.word(0), how.word(1), how.word(2));
            case "table" -> table(file, how.word(0));
            case OTHER -> done.add(new ImportedFile(file, OTHER, "", 0, 0, String.join(" ", how.words()), false));
            default -> throw new IllegalArgumentException("imports.txt has a kind " + how.kind());
        }
    }

    private Path target(String kind, String file) throws IOException {
        Path folder = to.resolve(kind);
        Files.createDirectories(folder);
        return folder.resolve(safe(file).replaceAll("(\\.(csv|json|gz))+$", "") + ".csv");
    }

    private void written(String file, String kind, Path target, long rows, long rejected, String note) {
        done.add(new ImportedFile(file, kind, to.relativize(target).toString(), rows, rejected, note, false));
    }

    /** A feed of several symbols is a journal for each; the entries of a zip are journals, too. */
    private void feed(String file, Descriptor how) throws IOException {
        List<String> entries = file.endsWith(".zip") ? SourceEntries.of(data.resolve(file)) : List.of();
        List<String> sources = entries.size() < 2
                ? List.of(file)
                : entries.stream().map(entry -> file + "!" + entry).toList();
        for (String source : sources) {
            List<String> inOrder = how.words().stream()
                    .skip(1)
                    .map(word -> word.equals(".") ? source : word)
                    .toList();
            guarded(source, "feed", () -> bySymbol(source, how.word(0), inOrder.isEmpty() ? List.of(source) : inOrder));
        }
    }

    private void bySymbol(String source, String format, List<String> inOrder) throws IOException {
        try {
            one(source, inOrder, format, null);
        } catch (IngestException several) {
            if (several.symbols().isEmpty()) {
                throw several;
            }
            for (String symbol : several.symbols()) {
                String name = source + " " + symbol;
                guarded(name, "feed", () -> one(name, inOrder, format, symbol));
            }
        }
    }

    private void one(String name, List<String> inOrder, String format, String symbol) throws IOException {
        Path journal = to.resolve("journals").resolve(safe(name + "-" + format));
        Files.createDirectories(journal.getParent());
        List<String> files =
                inOrder.stream().map(file -> data.resolve(file).toString()).toList();
        IngestResult result = Ingest.run(IngestRequest.of(Formats.named(format), journal, files)
                .symbol(symbol)
                .dataset(name)
                .build());
        add(name, result, inOrder.size() == 1 ? "" : "with " + String.join(", ", inOrder));
    }

    private void series(String file, String dates, String name, String values) throws IOException {
        Path target = target("series", file);
        SeriesFile.Result result = SeriesFile.write(data.resolve(file).toString(), target, dates, name, values);
        String note = result.nonPositiveCount() == 0
                ? ""
                : result.nonPositiveCount() + " values are not above 0, such as "
                        + String.join(", ", result.nonPositive());
        String rejects = result.rejected() == 0 ? "" : (note.isEmpty() ? "" : "; ") + result.firstReject();
        written(file, "series", target, result.values(), result.rejected(), note + rejects);
    }

    private void table(String file, String rows) {
        List<String> lines = TextLines.of(data.resolve(file).toString());
        if (rows.equals("json")) {
            Json.read(String.join("\n", lines), Object.class);
        }
        done.add(new ImportedFile(file, "table", "", lines.size(), 0, "read where it lies", false));
    }

    private void pystock(List<String> archives) {
        String all = "panel/pystock (" + archives.size() + " archives)";
        guarded(all, "pystock", () -> {
            Path target = target("panel", "pystock");
            PystockImport.Result result =
                    PystockImport.write(archives.stream().map(data::resolve).toList(), target);
            written(all, "stocks", target, result.prices(), result.rejected(), result.note());
        });
    }
}
