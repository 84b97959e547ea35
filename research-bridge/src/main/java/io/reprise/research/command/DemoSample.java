package io.reprise.research.command;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.research.ingest.Format;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One of the real samples that ta4j's examples ship on Maven Central, and the costs that its market had.
 *
 * @param name of its folder
 * @param dataset for people
 * @param entry file in the JAR
 * @param format as {@code ingest --format}
 * @param stamp of its bars, null for the format's own
 * @param bar bars to build, null for bars that come from the file
 * @param tickPx at 1e-8
 * @param lotQty at 1e-8
 * @param feeBps taker and maker
 * @param annualDays 365 or 252
 */
record DemoSample(
        String name,
        String dataset,
        String instrument,
        AssetClass assetClass,
        String entry,
        String format,
        Format.Stamp stamp,
        String bar,
        long tickPx,
        long lotQty,
        long feeBps,
        int annualDays) {
    private static final String JAR = "research-bridge/target/samples/ta4j-examples-0.18.jar";
    private static final long CENT = Fixed.ONE / 100;
    private static final long BPS_E12 = 100_000_000L;
    private static final long LATENCY_NS = 50_000_000L;
    private static final long CASH = 10_000 * Fixed.ONE;

    static List<DemoSample> all() {
        return List.of(
                new DemoSample(
                        "bitstamp-btc-usd",
                        "Bitstamp BTC/USD trades, Nov 2013",
                        "BTC-USD.BITSTAMP",
                        AssetClass.CRYPTO,
                        "bitstamp_trades_from_20131125_usd.csv",
                        "bitstamp-trades",
                        null,
                        "5m",
                        CENT,
                        1,
                        20,
                        RunConfig.CALENDAR_DAYS),
                new DemoSample(
                        "binanceus-eth-usd",
                        "Binance US ETH/USD 5 min, Mar 2023",
                        "ETH-USD.BINANCEUS",
                        AssetClass.CRYPTO,
                        "ETH-USD-PT5M-2023-3-13_2023-3-15.json",
                        "ta4j-ohlc-json",
                        null,
                        null,
                        CENT,
                        Fixed.ONE / 10_000,
                        10,
                        RunConfig.CALENDAR_DAYS),
                new DemoSample(
                        "apple",
                        "Apple daily, 2013",
                        "AAPL.NASDAQ",
                        AssetClass.EQUITY,
                        "appleinc_bars_from_20130101_usd.csv",
                        "ohlcv-csv",
                        Format.Stamp.START,
                        null,
                        CENT,
                        Fixed.ONE,
                        1,
                        RunConfig.TRADING_DAYS));
    }

    /** Brings the sample into a market journal; one that is there already is left as it is. */
    Path ingest(Path folder) {
        Path jar = Path.of(System.getProperty("reprise.home", ".")).resolve(JAR);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "the samples " + jar + " are missing: ./run.sh fetches them when it builds");
        }
        Path journal = folder.resolve(name);
        IngestRequest.Builder request = IngestRequest.of(Formats.named(format), journal, List.of(jar + "!" + entry))
                .instrument(instrument)
                .dataset(dataset)
                .assetClass(assetClass)
                .currency("USD")
                .increments(tickPx, lotQty);
        Ingest.run((stamp == null ? request : request.stamp(stamp)).build());
        return journal;
    }

    RunConfig config(String strategy) {
        long fee = feeBps * BPS_E12;
        return new RunConfig(
                strategy,
                Map.of(),
                bar == null ? null : BarSpec.parse(bar),
                CASH,
                Sizing.fractionOfEquity(Fixed.ONE),
                new Costs(fee, fee, BPS_E12),
                LATENCY_NS,
                0,
                0,
                annualDays,
                false,
                false,
                RiskLimits.NONE);
    }
}
