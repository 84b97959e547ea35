package io.reprise.engine.feature.micro;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.MICROSTRUCTURE;

import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class MicroFeatures {
    private static final String LEE_READY = "C. Lee, M. Ready, Inferring Trade Direction from Intraday Data, 1991";
    private static final int QUOTE_SECONDS = 60;
    private static final int TRADE_SECONDS = 3_600;

    private MicroFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(quotes(), trades(), impact(), ofBars())
                .flatMap(List::stream)
                .toList();
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static int tolerance(Parameters parameters) {
        return parameters.integer("tolerance");
    }

    private static FeatureDefinition.Builder ofQuotes(FeatureDefinition.Builder builder) {
        return builder.reads(Input.BAR, Input.QUOTE)
                .integer("tolerance", QUOTE_SECONDS, 1, "seconds that the last quote may be old")
                .staleness("last quote older than tolerance");
    }

    private static FeatureDefinition.Builder ofTrades(FeatureDefinition.Builder builder) {
        return builder.reads(Input.BAR, Input.TRADE)
                .integer("tolerance", TRADE_SECONDS, 1, "seconds that the last trade may be old")
                .staleness("last trade older than tolerance");
    }

    private static List<FeatureDefinition> quotes() {
        return List.of(
                ofQuotes(named("spread", MICROSTRUCTURE, "2 (ask - bid) / (ask + bid) at the bar's end"))
                        .source("quoted spread")
                        .makes(p -> new QuoteState(QuoteState.Part.SPREAD, tolerance(p))),
                ofQuotes(named(
                                "quote-imbalance",
                                MICROSTRUCTURE,
                                "(bid qty - ask qty) / (bid qty + ask qty) at the bar's end"))
                        .source("A. Cartea, S. Jaimungal, Algorithmic and High-Frequency Trading, 2015")
                        .makes(p -> new QuoteState(QuoteState.Part.IMBALANCE, tolerance(p))),
                ofQuotes(named("microprice", MICROSTRUCTURE, "(bid x ask qty + ask x bid qty) / (bid qty + ask qty)"))
                        .source("S. Stoikov, The Micro-Price, 2018, first order")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new QuoteState(QuoteState.Part.MICROPRICE, tolerance(p))),
                ofQuotes(named(
                                        "order-flow-imbalance",
                                        MICROSTRUCTURE,
                                        "sum of changes of queues at the best prices over n bars")
                                .period(1, 1))
                        .source("R. Cont, A. Kukanov, S. Stoikov, The Price Impact of Order Book Events, 2014")
                        .warmUpPeriod()
                        .unit(FeatureUnit.QUANTITY)
                        .makes(p -> new OrderFlow(period(p), tolerance(p))));
    }

    private static List<FeatureDefinition> trades() {
        return List.of(
                flow("tick-sign", "mean side of the trades of n bars by the tick rule", TradeFlow.Part.TICK_SIGN),
                flow("trade-sign", "mean side of the trades of n bars", TradeFlow.Part.SIGN),
                flow("signed-volume", "bought less sold quantity of n bars", TradeFlow.Part.SIGNED_QUANTITY),
                flow("trade-imbalance", "(bought - sold) / all quantity of n bars", TradeFlow.Part.IMBALANCE));
    }

    private static FeatureDefinition flow(String name, String formula, TradeFlow.Part part) {
        return ofTrades(named(name, MICROSTRUCTURE, formula).period(1, 1))
                .source(LEE_READY + "; the source's side where it has one, quotes where there are some")
                .warmUpPeriod()
                .unit(part == TradeFlow.Part.SIGNED_QUANTITY ? FeatureUnit.QUANTITY : FeatureUnit.NONE)
                .makes(p -> new TradeFlow(part, period(p), tolerance(p)));
    }

    private static List<FeatureDefinition> impact() {
        return List.of(
                ofTrades(named(
                                        "kyle-lambda",
                                        MICROSTRUCTURE,
                                        "slope of change of the close on signed quantity, of n bars")
                                .period(20, 2))
                        .source("A. Kyle, Continuous Auctions and Insider Trading, 1985; " + LEE_READY)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .unit(FeatureUnit.PRICE_PER_QUANTITY)
                        .makes(p -> new KyleLambda(period(p), tolerance(p))),
                ofTrades(named(
                                        "vpin",
                                        MICROSTRUCTURE,
                                        "mean of |bought - sold| / bucket over n buckets of equal quantity")
                                .with(Parameter.decimal(
                                        "bucket", "1000", "0.00000001", "1000000000", "quantity of a bucket"))
                                .integer("buckets", 50, 1, "buckets in the mean"))
                        .source("D. Easley, M. Lopez de Prado, M. O'Hara, Flow Toxicity and Liquidity, 2012; "
                                + LEE_READY)
                        .makes(p -> new Vpin(p.decimal("bucket"), p.integer("buckets"), tolerance(p))),
                named("effective-spread", MICROSTRUCTURE, "mean of 2 |price - middle| / middle of the bar's trades")
                        .source("M. Blume, M. Goldstein, 1992")
                        .reads(Input.BAR, Input.TRADE, Input.QUOTE)
                        .staleness("no trade with a quote before it in the bar")
                        .makes(p -> new EffectiveSpread()));
    }

    private static List<FeatureDefinition> ofBars() {
        return List.of(
                named("amihud", MICROSTRUCTURE, "mean of |relative change of the close| / (close x volume) of n bars")
                        .source("Y. Amihud, Illiquidity and Stock Returns, 2002")
                        .reads(Input.BAR, Input.VOLUME)
                        .period(20, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new Amihud(period(p))),
                named("roll-spread", MICROSTRUCTURE, "2 sqrt(-covariance of successive changes of the close) of n")
                        .source("R. Roll, A Simple Implicit Measure of the Effective Bid-Ask Spread, 1984")
                        .period(20, 2)
                        .warmUp("period + 2", p -> period(p) + 2)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new RollSpread(period(p))),
                named("high-low-spread", MICROSTRUCTURE, "spread out of high and low of two bars")
                        .source("S. Corwin, P. Schultz, Journal of Finance, 2012")
                        .warmUp("2", p -> 2)
                        .makes(p -> new HighLowSpread()));
    }
}
