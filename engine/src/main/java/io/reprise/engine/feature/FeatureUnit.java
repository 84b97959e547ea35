package io.reprise.engine.feature;

import java.util.Locale;

/** How a feature's value answers to a split, in powers of price and quantity; {@link #NONE} is scale-free. */
public enum FeatureUnit {
    NONE(0, 0),
    PRICE(1, 0),
    QUANTITY(0, 1),
    MONEY(1, 1),
    PRICE_PER_QUANTITY(1, -1),
    PRICE_SQUARED_PER_QUANTITY(2, -1);

    private final int pricePower;
    private final int quantityPower;

    FeatureUnit(int pricePower, int quantityPower) {
        this.pricePower = pricePower;
        this.quantityPower = quantityPower;
    }

    /** By how much a value changes when prices are multiplied by this and quantities divided. */
    public double factor(double priceFactor) {
        return switch (pricePower - quantityPower) {
            case 0 -> 1;
            case 1 -> priceFactor;
            case -1 -> 1 / priceFactor;
            case 2 -> priceFactor * priceFactor;
            default -> priceFactor * priceFactor * priceFactor;
        };
    }

    /** As people and files write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
