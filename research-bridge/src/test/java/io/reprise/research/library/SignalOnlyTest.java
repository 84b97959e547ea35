package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy's signal without its orders: in the journal, and as a feature of another strategy. */
final class SignalOnlyTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(SignalOnlyTest.class.getClassLoader());
    private static final Map<String, String> SHORTS = Map.of("shorts", "true");

    @TempDir
    Path folder;

    private Path market;

    @BeforeEach
    void makeMarket() throws IOException {
        market = new RandomMarket(folder).bars(21, 1500);
    }

    @Test
    void sendsNoOrderAndSaysTheSignalsOfTheOrdinaryRun() throws IOException {
        RunResult quiet = run("signal.sma-cross", SHORTS, folder.resolve("quiet"));
        RunResult ordinary = run("sma-cross", SHORTS, folder.resolve("ordinary"));
        assertEquals(0, quiet.orders());
        assertTrue(ordinary.orders() > 10);
        List<String> signals = signals(folder.resolve("quiet"), false);
        assertTrue(signals.size() > 10);
        assertEquals(signals, signals(folder.resolve("ordinary"), true));
    }

    @Test
    void replaysToTheSameBytes() throws IOException {
        Path journal = folder.resolve("run");
        run("signal.voting", Map.of(), journal);
        for (Topology topology : Topology.values()) {
            assertNull(new Replay(journal, List.of(market), LIBRARY)
                    .verify(topology, RingSettings.DEFAULT)
                    .difference());
        }
    }

    @Test
    void aStrategyThatFollowsASignalTradesAsTheOther() throws IOException {
        StrategyCatalog catalog = StrategyCatalog.of(
                Stream.concat(LIBRARY.all().stream(), Stream.of(new SignalCopy("copy", "signal.macd@1")))
                        .toList());
        run("macd", SHORTS, folder.resolve("macd"));
        run("copy", Map.of(), folder.resolve("copy"), catalog);
        assertEquals(signals(folder.resolve("macd"), true), signals(folder.resolve("copy"), true));
    }

    @Test
    void refusesSignalsThatAreNot() {
        assertTrue(refusal("signal.macd@2").contains("has version 1, not 2"));
        assertTrue(refusal("signal.nothing").contains("'signal.nothing' does not exist"), refusal("signal.nothing"));
        assertTrue(refusal("signal.copy").contains("strategy copy reads its own signal"));
    }

    private String refusal(String signal) {
        StrategyCatalog catalog =
                StrategyCatalog.of(Stream.concat(LIBRARY.all().stream(), Stream.of(new SignalCopy("copy", signal)))
                        .toList());
        return assertThrows(
                        IllegalArgumentException.class, () -> run("copy", Map.of(), folder.resolve(signal), catalog))
                .getMessage();
    }

    private RunResult run(String strategy, Map<String, String> set, Path journal) throws IOException {
        return run(strategy, set, journal, LIBRARY);
    }

    private RunResult run(String strategy, Map<String, String> set, Path journal, StrategyCatalog catalog)
            throws IOException {
        Backtest.Request request = RandomMarket.request(strategy, set, null, market);
        return Backtest.run(request.recordedIn(journal), catalog, fill -> {});
    }

    /** Time and states of each signal, and whether there are intents. */
    private static List<String> signals(Path journal, boolean withIntents) throws IOException {
        List<String> signals = new ArrayList<>();
        boolean[] intents = new boolean[1];
        StrategySignalDecoder signal = new StrategySignalDecoder();
        try (StreamTailer tailer = StreamTailer.open(journal.resolve("outbound"))) {
            while (tailer.next()) {
                for (int at = tailer.offset(); at < tailer.limit(); at += Event.frameLength(tailer.buffer(), at)) {
                    int template = Event.templateId(tailer.buffer(), at);
                    intents[0] |= template == OrderIntentDecoder.TEMPLATE_ID;
                    if (template == StrategySignalDecoder.TEMPLATE_ID) {
                        signal.wrapAndApplyHeader(tailer.buffer(), at, new MessageHeaderDecoder());
                        signals.add(
                                Event.tsInitNs(tailer.buffer(), at) + " " + signal.previous() + " " + signal.signal());
                    }
                }
            }
        }
        assertEquals(withIntents, intents[0]);
        return signals;
    }
}
