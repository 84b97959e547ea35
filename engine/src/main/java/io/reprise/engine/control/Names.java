package io.reprise.engine.control;

import io.reprise.engine.domain.Instrument;
import java.util.List;

/** What the ids of a run stand for. */
record Names(List<Instrument> instruments, List<String> strategies) {
    String instrument(int id) {
        return id >= 0 && id < instruments.size() ? instruments.get(id).name() : Integer.toString(id);
    }

    String strategy(int id) {
        return id < 0 ? Desk.MANUAL : id < strategies.size() ? strategies.get(id) : Integer.toString(id);
    }

    /** The id of an instrument, or one sentence with the names that exist. */
    int instrumentId(String name) {
        for (Instrument instrument : instruments) {
            if (instrument.name().equals(name)) {
                return instrument.id();
            }
        }
        throw new IllegalArgumentException("there is no instrument '" + name + "' here; there are "
                + String.join(", ", instruments.stream().map(Instrument::name).toList()));
    }

    /** The id of a strategy by its name or number, or one sentence with the names that exist. */
    int strategyId(String name) {
        for (int id = 0; id < strategies.size(); id++) {
            if (strategies.get(id).equals(name) || Integer.toString(id).equals(name)) {
                return id;
            }
        }
        throw new IllegalArgumentException(
                "there is no strategy '" + name + "' here; there are " + String.join(", ", strategies));
    }
}
