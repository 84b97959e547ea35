package io.reprise.engine.hot;

import java.util.ArrayList;
import java.util.List;

/** The entries of the map; the fields of each are the components of its record in {@link HotState}, in that order. */
final class HotKeys {
    static final String LOCK = "lock";
    static final String SESSION = "session";
    static final String ACCOUNT = "account.0";
    static final String ORDERS = "orders";

    /** Changes with the order or number of fields. */
    static final long LAYOUT = 1;

    static final int NAME_CELLS = 5;
    static final int CURRENCY_CELLS = 1;
    static final int BAR_CELLS = 4;
    static final int FEATURE_NAME_CELLS = 2;

    private HotKeys() {}

    static String instrument(int id) {
        return "instrument." + id;
    }

    static String series(int id) {
        return "series." + id;
    }

    static List<String> all(int instruments, int series) {
        List<String> keys = new ArrayList<>(List.of(LOCK, SESSION, ACCOUNT, ORDERS));
        for (int id = 0; id < instruments; id++) {
            keys.add(instrument(id));
        }
        for (int id = 0; id < series; id++) {
            keys.add(series(id));
        }
        return keys;
    }
}
