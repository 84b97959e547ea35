package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.leadlag.LeadLag;
import io.reprise.strategies.pairs.PairsZScore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strategies of two instruments, by hand; both legs' states after each bar. */
final class TwoLegsTest {
    private static final List<Bar> STILL = TestBars.closes(100, 100, 100, 100, 100, 100, 100);

    /** Logarithms 0, 0, 0, -.105, -.051, .095: the scores are none, -1.15, .02 and 1.12. */
    @Test
    void pairsPart() {
        check(
                new PairsZScore(),
                Map.of("period", "3", "entry", "1"),
                TestBars.closes(100, 100, 100, 90, 95, 110),
                STILL,
                ".. .. .. LS .. SL");
    }

    /** The leader's returns are 0, 0, .095, 0, 0, -.095; three of them with one move deviate by .055. */
    @Test
    void followsTheLeader() {
        check(
                new LeadLag(),
                Map.of("period", "3", "threshold", "1", "hold", "2", "shorts", "true"),
                STILL,
                TestBars.closes(100, 100, 100, 110, 110, 110, 100),
                ".. .. .. L. L. .. S.");
    }

    /** Two for one in the second leg between two bars changes nothing. */
    @Test
    void aSplitOfALegIsNoMove() {
        SignalRun run = new SignalRun(new PairsZScore(), Map.of("period", "3", "entry", "1"));
        List<Bar> first = TestBars.closes(100, 101, 102, 90, 95, 110);
        List<Bar> second = TestBars.closes(100, 100, 100, 50, 50, 50);
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < first.size(); i++) {
            if (i == 3) {
                run.split(1, 2, 1);
            }
            states.append(run.on(first.get(i), second.get(i))).append(' ');
        }
        SignalRun plain = new SignalRun(new PairsZScore(), Map.of("period", "3", "entry", "1"));
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < first.size(); i++) {
            expected.append(plain.on(first.get(i), STILL.get(i))).append(' ');
        }
        assertEquals(expected.toString(), states.toString());
    }

    private static void check(
            StrategyProvider provider, Map<String, String> set, List<Bar> first, List<Bar> second, String states) {
        SignalRun run = new SignalRun(provider, set);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < first.size(); i++) {
            all.append(i == 0 ? "" : " ").append(run.on(first.get(i), second.get(i)));
        }
        assertEquals(states, all.toString());
    }
}
