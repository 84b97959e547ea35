package io.reprise.engine.sim;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.util.ArrayList;
import java.util.List;

/** What the venue charges, where it is not one rate for takers and one for makers. Immutable. */
public sealed interface FeeModel {
    /** The words that {@link #parse} reads. */
    String text();

    /** The rates of the run's costs. */
    record Rates() implements FeeModel {
        @Override
        public String text() {
            return "rates";
        }
    }

    /**
     * So much a unit, of each order at least a minimum and at most a fraction of its notional, all at 1e-8.
     *
     * @param capE8 fraction of the notional, {@link Fixed#ONE} for no cap below the notional itself
     */
    record PerShare(long rate, long minimum, long capE8) implements FeeModel {
        public PerShare {
            if (rate < 0 || minimum < 0 || capE8 <= 0 || capE8 > Fixed.ONE) {
                throw new IllegalArgumentException(
                        "a fee of a share has a rate and a minimum of 0 or more, and a cap above 0 and at most 1");
            }
        }

        @Override
        public String text() {
            return "share:" + Decimals.plain(rate) + ",min=" + Decimals.plain(minimum) + ",cap="
                    + Decimals.plain(capE8);
        }
    }

    /**
     * Rates by the notional of our fills in the last 30 UTC days, that of the fill's own day before it included.
     *
     * @param fromNotional where each tier begins, money at 1e-8, the first at 0, ascending
     * @param takerE12 fraction of a taker's notional
     * @param makerE12 fraction of a maker's notional; below 0 it is a rebate
     */
    record Tiers(List<Long> fromNotional, List<Long> takerE12, List<Long> makerE12) implements FeeModel {
        public Tiers {
            fromNotional = List.copyOf(fromNotional);
            takerE12 = List.copyOf(takerE12);
            makerE12 = List.copyOf(makerE12);
            boolean ascends = !fromNotional.isEmpty() && fromNotional.getFirst() == 0;
            for (int i = 1; i < fromNotional.size(); i++) {
                ascends &= fromNotional.get(i) > fromNotional.get(i - 1);
            }
            if (!ascends) {
                throw new IllegalArgumentException("the tiers of a fee begin at 0 and ascend");
            }
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder("tiers:");
            for (int i = 0; i < fromNotional.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(Decimals.plain(fromNotional.get(i)))
                        .append('=')
                        .append(Decimals.plain(takerE12.get(i)))
                        .append('/')
                        .append(Decimals.plain(makerE12.get(i)));
            }
            return text.toString();
        }
    }

    /** Reads {@code rates}, {@code share:0.005,min=1,cap=0.01} or {@code tiers:0=10/8,1000000=8/-0.5} (basis points). */
    static FeeModel parse(String text) {
        try {
            String body = text.substring(text.indexOf(':') + 1);
            if (text.equals("rates")) {
                return new Rates();
            }
            if (text.startsWith("share:")) {
                return perShare(body.split(","));
            }
            if (text.startsWith("tiers:")) {
                return tiers(body.split(","));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no fee: it is rates, share:RATE[,min=MONEY][,cap=FRACTION] or"
                        + " tiers:FROM=TAKER/MAKER,... with basis points");
    }

    private static FeeModel perShare(String[] words) {
        long minimum = 0;
        long cap = Fixed.ONE;
        for (String word : List.of(words).subList(1, words.length)) {
            String[] parts = word.split("=");
            switch (parts[0]) {
                case "min" -> minimum = Decimals.parse(parts[1]);
                case "cap" -> cap = Decimals.parse(parts[1]);
                default -> throw new NumberFormatException(word);
            }
        }
        return new PerShare(Decimals.parse(words[0]), minimum, cap);
    }

    private static FeeModel tiers(String[] words) {
        List<Long> from = new ArrayList<>();
        List<Long> taker = new ArrayList<>();
        List<Long> maker = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split("[=/]");
            from.add(Decimals.parse(parts[0]));
            taker.add(Decimals.parse(parts[1]));
            maker.add(Decimals.parse(parts[2]));
        }
        return new Tiers(from, taker, maker);
    }
}
