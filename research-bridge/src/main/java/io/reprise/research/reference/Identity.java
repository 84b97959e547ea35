package io.reprise.research.reference;

import io.reprise.codecs.AssetClass;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An instrument for as long as it lives, whatever it is called.
 *
 * @param id permanent; never given to another instrument
 * @param name of the company or coin, newest
 * @param names in order of time, without overlap
 */
public record Identity(String id, AssetClass assetClass, String name, List<TickerName> names) {
    public Identity {
        names = List.copyOf(names);
        for (int i = 1; i < names.size(); i++) {
            if (!names.get(i).from().isAfter(names.get(i - 1).to())) {
                throw new IllegalArgumentException(
                        id + " is called " + names.get(i - 1).ticker() + " and "
                                + names.get(i).ticker() + " on " + names.get(i).from());
            }
        }
    }

    /** What it was called on a day; empty when it was not listed. */
    public Optional<TickerName> on(LocalDate date) {
        return names.stream().filter(name -> name.isInForce(date)).findFirst();
    }

    /** Whether it was ever called so. */
    public boolean had(String ticker) {
        return names.stream().anyMatch(name -> name.ticker().equals(ticker));
    }
}
