package io.reprise.engine.risk;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits in force, by limit and by whom they hold: in place 0 what holds for all, behind it what holds for one and goes
 * before that. Owned by the risk stage.
 */
@HotPath
final class LimitTable implements Stateful {
    /** Says nothing: what holds for all holds. */
    static final long UNSET = Long.MIN_VALUE;

    private static final Limit[] LIMITS = Limit.values();

    private final long[][] values = new long[LIMITS.length][];
    private final List<Instrument> instruments;
    private final List<String> sectors;

    /** @throws IllegalArgumentException when a limit is for an instrument that there is not */
    LimitTable(RiskPolicy policy, List<Instrument> instruments) {
        this.instruments = instruments;
        this.sectors = policy.sectors();
        for (Limit limit : LIMITS) {
            values[limit.ordinal()] = new long[1 + places(limit)];
            Arrays.fill(values[limit.ordinal()], UNSET);
        }
        policy.effective().forEach((key, text) -> {
            Limit limit = Limit.find(RiskPolicy.limitOf(key));
            if (limit != null) {
                values[limit.ordinal()][place(limit, RiskPolicy.scopeOf(key))] = RiskPolicy.parse(limit, key, text);
            }
        });
    }

    private int places(Limit limit) {
        return switch (limit.scope()) {
            case ACCOUNT -> 0;
            case INSTRUMENT -> instruments.size();
            case ASSET_CLASS -> Limit.CLASSES;
            case SECTOR -> sectors.size();
        };
    }

    private int place(Limit limit, String scope) {
        int index = scope.isEmpty() ? 0 : 1 + index(limit, scope);
        if (index == 0 && !scope.isEmpty()) {
            throw new IllegalArgumentException(
                    "the limit " + limit.key() + " is for " + scope + ", which is not there");
        }
        return index;
    }

    private int index(Limit limit, String scope) {
        return switch (limit.scope()) {
            case ACCOUNT -> -1;
            case INSTRUMENT -> instrumentId(scope);
            case ASSET_CLASS ->
                RiskPolicy.assetClass(scope) == null
                        ? -1
                        : RiskPolicy.assetClass(scope).value();
            case SECTOR -> sectors.indexOf(scope);
        };
    }

    private int instrumentId(String name) {
        for (int id = 0; id < instruments.size(); id++) {
            if (instruments.get(id).name().equals(name)) {
                return id;
            }
        }
        return -1;
    }

    /** Place of what a command's limit holds; -1 when there is no such. Cold. */
    int placeOf(Limit limit, String scope, int instrumentId) {
        if (limit.scope() == Limit.Scope.INSTRUMENT) {
            return scope.isEmpty() && instrumentId < instruments.size() ? 1 + Math.max(-1, instrumentId) : -1;
        }
        return scope.isEmpty() ? 0 : index(limit, scope) < 0 ? -1 : 1 + index(limit, scope);
    }

    void set(Limit limit, int place, long value) {
        values[limit.ordinal()][place] = value;
    }

    /** What holds for the account; {@link RiskLimits#NO_LIMIT} for nothing. */
    long value(Limit limit) {
        long value = values[limit.ordinal()][0];
        return value == UNSET ? RiskLimits.NO_LIMIT : value;
    }

    /** What holds for one, by its id from 0; of -1, what holds for all. */
    long value(Limit limit, int id) {
        long own = values[limit.ordinal()][1 + id];
        return own == UNSET ? value(limit) : own;
    }

    boolean isSet(Limit limit) {
        for (long value : values[limit.ordinal()]) {
            if (value != UNSET && value != RiskLimits.NO_LIMIT) {
                return true;
            }
        }
        return false;
    }

    /** All that is set, as texts by key. Cold. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (Limit limit : LIMITS) {
            long[] row = values[limit.ordinal()];
            for (int place = 0; place < row.length; place++) {
                if (row[place] != UNSET) {
                    texts.put(limit.key() + scope(limit, place), RiskPolicy.text(limit, row[place]));
                }
            }
        }
        return texts;
    }

    private String scope(Limit limit, int place) {
        if (place == 0) {
            return "";
        }
        return "."
                + switch (limit.scope()) {
                    case ACCOUNT -> "";
                    case INSTRUMENT -> instruments.get(place - 1).name();
                    case ASSET_CLASS -> AssetClass.get((short) (place - 1)).name();
                    case SECTOR -> sectors.get(place - 1);
                };
    }

    @Override
    public void saveState(StateOutput out) {
        for (long[] row : values) {
            out.putLongs(row, row.length);
        }
    }

    @Override
    public void loadState(StateInput in) {
        for (long[] row : values) {
            in.getLongs(row, row.length);
        }
    }
}
