package io.reprise.engine.hot;

import io.reprise.engine.pipeline.PipelineMeter;
import java.util.ArrayList;
import java.util.List;

/** The entries of the map; the fields of each are the components of its record in {@link HotState}, in that order. */
final class HotKeys {
    static final String LOCK = "lock";
    static final String SESSION = "session";
    static final String ACCOUNT = "account.0";
    static final String ORDERS = "orders";
    static final String STRATEGIES = "strategies";
    static final String REASONS = "reasons";
    static final String ENGINE = "engine";

    /** Changes with the order or number of fields. */
    static final long LAYOUT = 3;

    static final int NAME_CELLS = 5;
    static final int CURRENCY_CELLS = 1;
    static final int BAR_CELLS = 4;
    static final int FEATURE_NAME_CELLS = 6;

    private HotKeys() {}

    static String instrument(int id) {
        return "instrument." + id;
    }

    static String series(int id) {
        return "series." + id;
    }

    static String latency(int part) {
        return "latency." + part;
    }

    static List<String> all(int instruments, int series) {
        List<String> keys = new ArrayList<>(List.of(LOCK, SESSION, ACCOUNT, ORDERS, STRATEGIES, REASONS, ENGINE));
        for (int id = 0; id < instruments; id++) {
            keys.add(instrument(id));
        }
        for (int id = 0; id < series; id++) {
            keys.add(series(id));
        }
        for (int part = 0; part < PipelineMeter.Part.count(); part++) {
            keys.add(latency(part));
        }
        return keys;
    }
}
