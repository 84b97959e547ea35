package io.reprise.research.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.fixed.Decimals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A run as one JSON object, for {@code result.json} and for {@code --json}. Money, prices and quantities are exact
 * decimals with eight places, ratios are doubles, and what has no value is null (rule 33).
 */
public final class ResultJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ResultJson() {}

    /**
     * The whole object, indented, with a newline at the end.
     *
     * @param fillsFile where {@code trades.csv} is, or null for nowhere
     */
    public static String text(RunResult run, String fillsFile) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            writeFields(json, run, fillsFile);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Writes the fields of a run into an object that is already open, so that a command can add its own.
     *
     * @param fillsFile where {@code trades.csv} is, or null for nowhere
     * @throws IOException from the generator
     */
    public static void writeFields(JsonGenerator json, RunResult run, String fillsFile) throws IOException {
        json.writeStringField("dataset", run.dataset());
        json.writeStringField("instrument", run.instrument());
        json.writeStringField("strategy", run.strategy());
        writeMap(json, "parameters", run.parameters());
        writeMap(json, "settings", run.settings());
        json.writeNumberField("firstTsNs", run.firstTsNs());
        json.writeNumberField("lastTsNs", run.lastTsNs());
        json.writeNumberField("events", run.events());
        json.writeNumberField("bars", run.bars());
        json.writeNumberField("rejectedRows", run.rejectedRows());
        writeRatio(json, "seconds", run.seconds());
        writeRatio(json, "eventsPerSecond", run.events() / run.seconds());
        json.writeNumberField("orders", run.orders());
        json.writeNumberField("fills", run.fillCount());
        json.writeNumberField("rejects", run.rejects());
        json.writeNumberField("openOrders", run.openOrders());
        json.writeNumberField("roundTrips", run.roundTrips().size());
        writeMoney(json, "initialEquity", run.initialEquity());
        writeMoney(json, "finalEquity", run.finalEquity());
        writeMoney(json, "cash", run.cash());
        writeMoney(json, "minCash", run.minCash());
        writeMoney(json, "position", run.position());
        writeMoney(json, "fees", run.fees());
        writeCarry(json, run.carry());
        writeMoney(json, "buyAndHoldEquity", run.buyAndHoldEquity());
        writeRatios(json, run);
        json.writeStringField("stateDigest", run.stateDigest());
        json.writeStringField("outboundDigest", run.outboundDigest());
        json.writeStringField("fillsFile", fillsFile);
        if (!run.allocations().isEmpty()) {
            writeAllocations(json, run);
        }
    }

    private static void writeCarry(JsonGenerator json, RunResult.CarryResult carry) throws IOException {
        json.writeObjectFieldStart("carry");
        writeMoney(json, "dividends", carry.dividends());
        writeMoney(json, "funding", carry.funding());
        writeMoney(json, "fractions", carry.fractions());
        writeMoney(json, "borrow", carry.borrow());
        writeMoney(json, "interest", carry.interest());
        writeMoney(json, "delistings", carry.delistings());
        json.writeEndObject();
    }

    /** What each strategy of many did: profits, fees and fills add up to the account's. */
    private static void writeAllocations(JsonGenerator json, RunResult run) throws IOException {
        json.writeArrayFieldStart("allocations");
        for (RunResult.AllocationResult one : run.allocations()) {
            json.writeStartObject();
            json.writeStringField("name", one.name());
            json.writeStringField("strategy", one.strategy());
            json.writeArrayFieldStart("instruments");
            for (String instrument : one.instruments()) {
                json.writeString(instrument);
            }
            json.writeEndArray();
            writeMoney(json, "share", one.share());
            json.writeBooleanField("signalOnly", one.signalOnly());
            writeMoney(json, "pnl", one.pnl());
            writeMoney(json, "fees", one.fees());
            writeMoney(json, "carry", one.carry());
            json.writeNumberField("fills", one.fills());
            json.writeArrayFieldStart("positions");
            for (long position : one.positions()) {
                json.writeNumber(Decimals.format(position));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRatios(JsonGenerator json, RunResult run) throws IOException {
        RunFacts facts = RunFacts.of(run);
        TrackRecord record = facts.excessEvidence().record();
        Verdict verdict = Verdict.of(run, facts);
        writeRatio(json, "totalReturn", run.totalReturn());
        writeRatio(json, "buyAndHoldReturn", run.buyAndHoldReturn());
        writeRatio(json, "excessReturn", run.excessReturn());
        writeRatio(json, "wealthRatio", facts.wealthRatio());
        writeRatio(json, "sharpe", run.sharpe());
        writeRatio(json, "buyAndHoldSharpe", run.buyAndHoldSharpe());
        json.writeNumberField("annualDays", run.annualDays());
        writeRatio(json, "maxDrawdown", run.maxDrawdown());
        writeRatio(json, "buyAndHoldMaxDrawdown", run.buyAndHoldMaxDrawdown());
        json.writeNumberField("days", run.days());
        writeNeeded(json, "daysNeededForSharpe", facts.strategyEvidence().record());
        writeNeeded(json, "daysNeededForExcess", record);
        json.writeBooleanField("settled", verdict.settled());
        json.writeStringField("riskProfile", RunFacts.riskProfile(run));
        writeRatio(json, "meanExposure", facts.exposureMean());
        json.writeStringField("verdict", verdict.sentence().replace('\u2212', '-'));
    }

    private static void writeNeeded(JsonGenerator json, String key, TrackRecord record) throws IOException {
        json.writeFieldName(key);
        if (record.needed() == TrackRecord.NEVER) {
            json.writeNull();
        } else {
            json.writeNumber(record.needed());
        }
    }

    private static void writeMap(JsonGenerator json, String key, Map<String, String> map) throws IOException {
        json.writeObjectFieldStart(key);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeMoney(JsonGenerator json, String key, long fixed) throws IOException {
        json.writeFieldName(key);
        json.writeNumber(Decimals.format(fixed));
    }

    private static void writeRatio(JsonGenerator json, String key, Double value) throws IOException {
        json.writeFieldName(key);
        if (value == null || !Double.isFinite(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }
}
