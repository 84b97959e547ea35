package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.util.List;

/** Runs a scenario up to one place and looks at what it saw there. Owned by one thread. */
final class Probe implements Resimulation.Watcher {
    private static final int INSTRUMENT = 0;

    private static final long NONE = -1;

    private final Place place;
    private final long seq;
    private final long sameEvents;
    private Sight sight;

    /**
     * What a run saw at one place.
     *
     * @param seq of the event in this run, -1 where it has none there
     * @param event its record as JSON, null where it has none there
     * @param bar the bar that it closed, as text; null when it closed none
     * @param features as they then stood
     */
    record Sight(
            long seq, String event, String bar, List<Explanation.FeatureValue> features, long equity, long position) {}

    private Probe(Place place, long seq, long sameEvents) {
        this.place = place;
        this.seq = seq;
        this.sameEvents = sameEvents;
    }

    /**
     * Looks once.
     *
     * @param seq of the place's event in this run, -1 if not known
     * @param sameEvents market events that this run and the one that the place is of begin with
     */
    static Sight look(Scenario scenario, StrategyCatalog catalog, Place place, long seq, long sameEvents)
            throws IOException {
        Probe probe = new Probe(place, seq, sameEvents);
        Resimulation run = new Resimulation(scenario, catalog, probe);
        run.run();
        return probe.sight != null ? probe.sight : sight(NONE, null, run);
    }

    @Override
    public void before(Event event, Resimulation run) {
        if (order(event, run) > 0) {
            sight = sight != null ? sight : sight(NONE, null, run);
            run.stop();
        }
    }

    @Override
    public void after(Event event, Resimulation run) {
        boolean isMeant = seq != NONE ? event.seq() == seq : order(event, run) == 0;
        if (isMeant && !run.isStopped()) {
            sight = sight(event.seq(), FramePrinter.json(event.buffer(), event.offset()), run);
        }
    }

    /** Where the event stands, seen from the place; what followed from others stands nowhere. */
    private int order(Event event, Resimulation run) {
        if (event.tsInitNs() < place.tsInitNs() || EventKind.of(event) == EventKind.ANSWER) {
            return -1;
        }
        return Place.of(event, run.marketEvents()).compare(place, sameEvents);
    }

    private static Sight sight(long seq, String event, Resimulation run) {
        return new Sight(
                seq,
                event,
                event == null ? null : Replay.bar(run.pipeline()),
                Replay.features(run.pipeline()),
                run.observer().equity(),
                run.observer().position(INSTRUMENT));
    }
}
