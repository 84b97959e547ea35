package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.portfolio.Costs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order type, time in force and data of docs/orders.md, as worked by hand in {@code orders/fills.txt}. */
class FillTableTest {
    private static final String DAY_NS = "86400000000000";

    /** One row for one time in force. */
    record Case(
            String type,
            String timeInForce,
            List<String> terms,
            String data,
            String order,
            String market,
            String fills) {
        @Override
        public String toString() {
            return type + " " + timeInForce + " " + data + ": " + order + " | " + market;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = FillTableTest.class.getResourceAsStream("/orders/fills.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    String[] cells =
                            Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
                    List<String> words = List.of(cells[0].split(" +"));
                    for (String timeInForce : words.get(1).split(",")) {
                        cases.add(new Case(
                                words.get(0),
                                timeInForce,
                                words.subList(2, words.size()),
                                cells[1],
                                cells[2],
                                cells[3],
                                cells[4]));
                    }
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fillsAsWorkedByHand(Case one) {
        List<String> script = new ArrayList<>();
        String[] orders = one.order().split(";");
        List<String> commands = new ArrayList<>();
        commands.add((one.data().equals("book") ? "5" : "0") + " send 1 "
                + first(orders[0].strip().replaceAll(" +", " "), one));
        for (int i = 1; i < orders.length; i++) {
            String[] words = orders[i].strip().split(" +", 2);
            boolean isNew = Character.isDigit(words[1].charAt(0));
            commands.add(words[0] + (isNew ? " send " : " ") + words[1]);
        }
        for (String event : one.market().split(";")) {
            String line = days(event.strip().replaceAll(" +", " "));
            while (!commands.isEmpty() && time(commands.getFirst()) <= time(line)) {
                script.add(commands.removeFirst());
            }
            script.add(line);
        }
        List<Report> reports = Script.play(settings(one), script);
        String said = reports.stream()
                .filter(report -> report.execType() != ExecType.ACCEPTED)
                .map(FillTableTest::words)
                .collect(Collectors.joining("; "));
        assertEquals(one.fills(), said);
    }

    /** The table's first order: its time in force comes behind its prices, then its terms. */
    private static String first(String order, Case one) {
        List<String> words = new ArrayList<>(List.of(order.split(" ")));
        int at = 3;
        while (at < words.size() && Character.isDigit(words.get(at).charAt(0))) {
            at++;
        }
        words.add(at, one.timeInForce());
        if (one.timeInForce().equals("gtd") && one.terms().stream().noneMatch(term -> term.startsWith("until="))) {
            words.add("until=900");
        }
        one.terms().stream().filter(term -> !isSetting(term)).forEach(words::add);
        return String.join(" ", words);
    }

    private static boolean isSetting(String term) {
        return term.matches("(session|stp|intrabar|emulate|latency|queue-model)=.*");
    }

    private static VenueSettings settings(Case one) {
        VenueRules rules = VenueRules.DEFAULT;
        long latencyNs = 0;
        for (String term : one.terms()) {
            String[] parts = term.split("=", 2);
            String value = parts.length < 2 ? "" : parts[1].replace('_', parts[0].equals("session") ? ' ' : '-');
            boolean isRule = isSetting(term) && !parts[0].equals("latency");
            rules = isRule ? rules.with(parts[0], value) : rules;
            latencyNs = parts[0].equals("latency") ? Long.parseLong(value) : latencyNs;
        }
        return VenueSettings.of(latencyNs, Costs.NONE, false, false).with(rules);
    }

    private static long time(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    /** d1, d1+3 and d1-1 as the numbers that they are. */
    private static String days(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("d1")
                        ? Long.toString(
                                Long.parseLong(DAY_NS) + (word.length() == 2 ? 0 : Long.parseLong(word.substring(2))))
                        : word)
                .collect(Collectors.joining(" "));
    }

    private static String words(Report report) {
        String text = switch (report.execType()) {
            case TRADE ->
                "fill " + Report.plain(report.lastQty()) + "@" + Report.plain(report.lastPx())
                        + (report.reason() == VenueReason.NONE ? "" : " " + report.reason());
            case TRIGGERED -> "trigger";
            case CANCELED -> "cancel " + report.reason();
            case EXPIRED -> "expire " + report.reason();
            case REJECTED -> "reject " + report.reason();
            case CANCEL_REJECTED -> "late " + report.reason();
            case REPLACED ->
                "rest @ " + Report.plain(report.lastPx())
                        + (report.limitPx() == null ? "" : " limit " + Report.plain(report.limitPx()));
            default ->
                "less " + Report.plain(report.lastQty())
                        + (report.reason() == VenueReason.NONE ? "" : " " + report.reason());
        };
        return report.orderId() == 1 ? text : report.orderId() + ":" + text;
    }

    /** The table has a row for each type and time in force that go together, on trades and on bars. */
    @Test
    void coversWhatGoesTogether() throws IOException {
        Set<String> there = cases().stream()
                .map(one -> one.type() + " " + one.timeInForce() + " " + one.data())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>();
        for (OrderType type : EnumSet.complementOf(EnumSet.of(OrderType.NULL_VAL))) {
            for (TimeInForce timeInForce : EnumSet.complementOf(EnumSet.of(TimeInForce.NULL_VAL))) {
                if (OrderRules.combines(type, timeInForce)) {
                    wanted.add((type + " " + timeInForce + " ").toLowerCase(Locale.ROOT) + "trades");
                    wanted.add((type + " " + timeInForce + " ").toLowerCase(Locale.ROOT) + "bars");
                }
            }
        }
        wanted.removeAll(there);
        assertEquals(Set.of(), wanted);
    }

    /** The venue refuses the others with one code. */
    @Test
    void refusesWhatDoesNotGoTogether() {
        for (OrderType type : EnumSet.complementOf(EnumSet.of(OrderType.NULL_VAL))) {
            for (TimeInForce timeInForce : EnumSet.complementOf(EnumSet.of(TimeInForce.NULL_VAL))) {
                if (!OrderRules.combines(type, timeInForce)) {
                    String prices = type == OrderType.MARKET_TO_LIMIT || type == OrderType.MARKET ? "" : " 99";
                    String order = "0 send 1 buy 1 " + type + prices + " " + timeInForce + " limit=99 trail=1 until=9";
                    List<Report> reports =
                            Script.play(VenueSettings.of(0, Costs.NONE, false, false), List.of(order, "5 trade 100 1"));
                    assertEquals(VenueReason.NOT_COMBINABLE, reports.getFirst().reason(), order);
                }
            }
        }
    }
}
