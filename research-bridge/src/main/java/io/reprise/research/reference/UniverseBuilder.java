package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import io.reprise.research.reference.TickerMapper.Resolution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who was listed on a day: those who died since are in, those who came since are not. A collection's sources are joined by
 * permanent id, each under the ticker in force. Not thread-safe: sources are read when first asked.
 */
public final class UniverseBuilder {
    private final DataFolder data;
    private final TickerMapper mapper;
    private final Map<String, Delisting> delistings;
    private Membership membership;
    private PystockPanel panel;

    /** @param sources that say that it was listed */
    public record Member(String id, String ticker, List<String> sources) {}

    /** @param notes what sources say otherwise, and how they were mended */
    public record Universe(LocalDate date, AssetClass assetClass, List<Member> members, List<String> notes) {}

    private UniverseBuilder(DataFolder data, TickerMapper mapper) {
        this.data = data;
        this.mapper = mapper;
        delistings = OwnTables.delistings(OwnTables.folder().resolve("delistings.csv"));
    }

    public static UniverseBuilder of(DataFolder data) {
        return new UniverseBuilder(data, TickerMapper.of(data));
    }

    /** The mapper that it stands on. */
    public TickerMapper mapper() {
        return mapper;
    }

    /** How the listing of a permanent id ended; null where it did not, or nothing is known of it. */
    public Delisting delisting(String id) {
        return delistings.get(id);
    }

    /**
     * All that were listed.
     *
     * @param assetClass equity, crypto or commodity
     * @throws IllegalArgumentException in one sentence, when no source tells of that day and class
     */
    public Universe getUniverse(LocalDate date, AssetClass assetClass) {
        return getUniverse(date, assetClass, null);
    }

    /** @param source only what it says: sp500, spy, pystock or coarse; null = all */
    public Universe getUniverse(LocalDate date, AssetClass assetClass, String source) {
        Gathered gathered = new Gathered(source);
        switch (assetClass) {
            case EQUITY -> equities(date, gathered);
            case CRYPTO ->
                mapper.identities().stream()
                        .filter(one -> one.assetClass() == AssetClass.CRYPTO
                                && one.on(date).isPresent())
                        .forEach(one -> gathered.add("tickers", mapper.resolution(one, date)));
            case COMMODITY -> futures(date, gathered);
            default ->
                throw new IllegalArgumentException(
                        "no listings of class " + assetClass.name().toLowerCase(Locale.ROOT)
                                + " are kept: ask for equity, crypto or commodity");
        }
        if (gathered.members.isEmpty()) {
            throw new IllegalArgumentException("nothing in " + data.name() + " tells what was listed on " + date
                    + (source == null ? "" : ", or none is called " + source));
        }
        return new Universe(date, assetClass, gathered.members(), gathered.notes);
    }

    private void equities(LocalDate date, Gathered out) {
        Set<String> members = new TreeSet<>();
        if (out.takes("sp500") && data.membership() != null) {
            List<String> mended = new ArrayList<>();
            for (Membership.Member one : membership().on(date)) {
                out.add("sp500", one.resolution());
                members.add(one.resolution().then().ticker());
                if (one.isMended()) {
                    mended.add(
                            one.fileTicker() + " is " + one.resolution().then().ticker());
                }
            }
            out.note("sp500: the membership file's later tickers are mended: ", mended);
        }
        holdings(date, out, members);
        if (out.takes("pystock") && panel().covers(date)) {
            panel().on(date).forEach(symbol -> out.add("pystock", mapper.resolveListed(symbol, date)));
            out.note(
                    "pystock: days with stubs are left out: ",
                    panel().stubs().entrySet().stream()
                            .map(day -> day.getKey() + " (" + day.getValue() + " symbols)")
                            .toList());
        }
        for (Path file : data.coarse()) {
            if (out.takes("coarse") && TickerMapper.dateOf(file).equals(date)) {
                DataFolder.rows(file).forEach(row -> out.add("coarse", mapper.resolveListed(row[1], date)));
            }
        }
    }

    private void holdings(LocalDate date, Gathered out, Set<String> members) {
        Set<String> held = new TreeSet<>();
        for (Path file : out.takes("spy") ? data.etf("spy") : List.<Path>of()) {
            for (String[] row : DataFolder.rows(file)) {
                if (LocalDate.parse(row[2], DateTimeFormatter.BASIC_ISO_DATE).equals(date)) {
                    out.add("spy", mapper.resolveListed(row[0], date));
                    held.add(row[0]);
                }
            }
        }
        if (!held.isEmpty() && !members.isEmpty()) {
            Set<String> extra = new TreeSet<>(members);
            extra.removeAll(held);
            out.note("members of sp500 that the holdings of spy do not have: ", extra);
            held.removeAll(members);
            out.note("holdings of spy that are no members of sp500: ", held);
        }
    }

    private void futures(LocalDate date, Gathered out) {
        for (Path root : data.futureChains()) {
            Path chain = root.resolve(date.format(DateTimeFormatter.BASIC_ISO_DATE) + ".csv");
            String name = root.getFileName().toString().toUpperCase(Locale.ROOT);
            if (Files.isRegularFile(chain)) {
                DataFolder.rows(chain).forEach(row -> out.add("chain", name + "-" + row[0], name + row[0]));
            }
        }
    }

    private Membership membership() {
        if (membership == null) {
            membership = Membership.of(data.membership(), mapper);
        }
        return membership;
    }

    private PystockPanel panel() {
        if (panel == null) {
            panel = PystockPanel.of(data.pystock());
        }
        return panel;
    }

    /** Members by permanent id while sources are asked. */
    private static final class Gathered {
        private final String only;
        private final Map<String, Member> members = new TreeMap<>();
        private final List<String> notes = new ArrayList<>();

        Gathered(String only) {
            this.only = only;
        }

        boolean takes(String source) {
            return only == null || only.equals(source);
        }

        void add(String source, Resolution one) {
            add(source, one.identity().id(), one.then().ticker());
        }

        void add(String source, String id, String ticker) {
            Member before = members.get(id);
            Set<String> sources = new TreeSet<>(before == null ? List.of() : before.sources());
            sources.add(source);
            members.put(id, new Member(id, ticker, List.copyOf(sources)));
        }

        void note(String words, Collection<String> facts) {
            if (!facts.isEmpty()) {
                notes.add(words + facts.stream().sorted().collect(Collectors.joining(", ")));
            }
        }

        List<Member> members() {
            return members.values().stream()
                    .sorted(Comparator.comparing(Member::ticker))
                    .toList();
        }
    }
}
