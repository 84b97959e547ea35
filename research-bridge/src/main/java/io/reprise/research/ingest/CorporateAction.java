package io.reprise.research.ingest;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a company does to the holders of its shares, on a day. In a calendar, a dividend that stands before a split of the
 * same day is paid on old units, one after it on new ones.
 */
public sealed interface CorporateAction {
    /** First day on which the shares trade without what is given, or in new units. */
    LocalDate exDate();

    /** Day on which it could first be known: announced, or else the ex-date. */
    LocalDate knownDate();

    /** Its name in files and answers: split, dividend, spin-off or delisting. */
    String word();

    /** Its amount or ratio as files and answers have it. */
    String value();

    /** So many new units for so many old ones; both above 0. */
    record Split(LocalDate exDate, LocalDate knownDate, long newUnits, long oldUnits) implements CorporateAction {
        public Split {
            if (newUnits <= 0 || oldUnits <= 0) {
                throw new IllegalArgumentException("a split needs units above 0, not " + newUnits + " for " + oldUnits);
            }
        }

        @Override
        public String word() {
            return "split";
        }

        @Override
        public String value() {
            return newUnits + ":" + oldUnits;
        }

        /** New units for one old one. */
        public double ratio() {
            return (double) newUnits / oldUnits;
        }
    }

    /** @param amount of cash for each unit, in the shares' currency, above 0 */
    record Dividend(LocalDate exDate, LocalDate knownDate, BigDecimal amount) implements CorporateAction {
        public Dividend {
            requirePositive("dividend", amount);
        }

        @Override
        public String word() {
            return "dividend";
        }

        @Override
        public String value() {
            return amount.toPlainString();
        }
    }

    /** @param worth of the new company's shares that each unit gets, in the shares' currency, above 0 */
    record SpinOff(LocalDate exDate, LocalDate knownDate, BigDecimal worth) implements CorporateAction {
        public SpinOff {
            requirePositive("spin-off", worth);
        }

        @Override
        public String word() {
            return "spin-off";
        }

        @Override
        public String value() {
            return worth.toPlainString();
        }
    }

    /**
     * The shares trade no more from the ex-date on.
     *
     * @param price that each unit was worth in the end, in the shares' currency, not below 0
     */
    record Delisting(LocalDate exDate, LocalDate knownDate, BigDecimal price) implements CorporateAction {
        public Delisting {
            if (price.signum() < 0) {
                throw new IllegalArgumentException(
                        "the price of a delisting must not be below 0, as " + price.toPlainString() + " is");
            }
        }

        @Override
        public String word() {
            return "delisting";
        }

        @Override
        public String value() {
            return price.toPlainString();
        }
    }

    private static void requirePositive(String word, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("a " + word + " must be above 0, not " + amount.toPlainString());
        }
    }
}
