package io.reprise.research.jobs;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.research.store.Json;
import io.reprise.research.vector.Grid;
import io.reprise.research.workspace.MarketData;
import io.reprise.research.workspace.SessionFolder;
import io.reprise.research.workspace.Workspace;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a request means on the command line. Without state. */
public final class JobCommands {
    /** The keys of a run's settings, and their options. */
    public static final Map<String, String> SETTINGS = settings();

    /** The keys of a validation besides its run, and their options. */
    private static final Map<String, String> VALIDATION = new TreeMap<>(Map.of(
            "fittedUntil", "--fitted-until",
            "goal", "--goal",
            "trials", "--trials",
            "trialDeviation", "--trial-deviation"));

    private static final Set<String> FLAGS = Set.of("unlimitedLiquidity", "optimistic");
    private static final int SOURCES_MAX = 16;
    private static final int PARAMETERS_MAX = 1_024;
    private static final int LIMITS_MAX = 256;
    private static final long LAST_MAX = 10_000_000_000L;
    private static final int SLICE_DIGITS = 12;
    private static final int KEEP_DAYS_MAX = 36_500;
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.+:/,=%-]{1,64}");

    private JobCommands() {}

    private static Map<String, String> settings() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("bar", "--bar");
        options.put("cash", "--cash");
        options.put("qty", "--qty");
        options.put("fraction", "--fraction");
        options.put("size", "--size");
        options.put("stop", "--stop");
        options.put("profile", "--profile");
        options.put("feeBps", "--fee-bps");
        options.put("makerFeeBps", "--maker-fee-bps");
        options.put("slippageBps", "--slippage-bps");
        options.put("latencyMs", "--latency-ms");
        options.put("tick", "--tick");
        options.put("lot", "--lot");
        options.put("annual", "--annual");
        options.put("unlimitedLiquidity", "--unlimited-liquidity");
        options.put("optimistic", "--optimistic");
        options.put("maxOrderQty", "--max-order-qty");
        options.put("maxOrderNotional", "--max-order-notional");
        options.put("maxPosition", "--max-position");
        options.put("priceCollarBps", "--price-collar-bps");
        options.put("maxOrdersPerSecond", "--max-orders-per-second");
        options.put("maxDrawdown", "--max-drawdown");
        return Map.copyOf(options);
    }

    /**
     * A request as command lines, one after the other.
     *
     * @param steps arguments of each
     * @param runFolder where a run goes, null when there is none
     * @param digest of request, engine version and data; null when the data is still being written
     */
    record Plan(List<List<String>> steps, Path runFolder, String digest) {}

    /**
     * Plans a request.
     *
     * @throws IllegalArgumentException when it makes no sense
     */
    static Plan plan(JobRequest request, Workspace workspace) {
        Asked asked = new Asked(request.request());
        Plan plan = switch (request.type()) {
            case BACKTEST -> backtest(asked, workspace);
            case SWEEP -> sweep(asked, workspace);
            case WHAT_IF -> whatIf(asked, workspace);
            case DIVERGE -> diverge(asked, workspace);
            case REPLAY -> replay(asked, workspace);
            case VERIFY -> verify(asked, workspace);
            case VALIDATE -> validate(asked, workspace);
            case ARCHIVE -> archive(asked, workspace);
        };
        asked.requireAllTaken(request.type().text());
        return plan;
    }

    private static Plan backtest(Asked asked, Workspace workspace) {
        List<String> ids = asked.texts("journals");
        if (ids.isEmpty() || ids.size() > SOURCES_MAX) {
            throw new IllegalArgumentException("journals must name 1 to " + SOURCES_MAX + " market journals");
        }
        long last = asked.number("last", 0, LAST_MAX);
        List<List<String>> steps = new ArrayList<>();
        List<String> run = new ArrayList<>(List.of("backtest", "--json"));
        List<String> data = new ArrayList<>();
        for (String id : ids) {
            MarketData market = workspace.journal(id);
            Path folder = workspace.path(id);
            data.add(market.sha256());
            if (last > 0 && last < market.events()) {
                Path slice = workspace
                        .root()
                        .resolve(Workspace.SLICES)
                        .resolve(market.sha256().substring(0, SLICE_DIGITS) + "-last-" + last);
                steps.add(List.of("slice", "--journal=" + folder, "--out=" + slice, "--last=" + last));
                folder = slice;
            }
            run.add("--journal=" + folder);
        }
        run.add("--strategy=" + asked.value("strategy"));
        run.addAll(settings(asked));
        String digest = digest("backtest", asked, data);
        Path out = workspace.root().resolve(Workspace.JOBS).resolve(digest.substring(0, SLICE_DIGITS));
        run.add("--out=" + out);
        steps.add(run);
        return new Plan(steps, out, digest);
    }

    private static Plan sweep(Asked asked, Workspace workspace) {
        MarketData market = workspace.journal(asked.value("journal"));
        List<String> run = new ArrayList<>(List.of("sweep", "--json", "--journal=" + workspace.path(market.id())));
        run.add("--strategy=" + asked.value("strategy"));
        grid(asked).forEach((name, values) -> run.add("--grid=" + name + "=" + values));
        if (asked.has("random")) {
            run.add("--random=" + asked.number("random", 1, Grid.CELLS_MAX));
        }
        if (asked.has("seed")) {
            run.add("--seed=" + asked.number("seed", 0, Long.MAX_VALUE));
        }
        run.addAll(settings(asked));
        String digest = digest("sweep", asked, List.of(market.sha256()));
        Path out = workspace.root().resolve(Workspace.JOBS).resolve(digest.substring(0, SLICE_DIGITS));
        run.add("--out=" + out);
        return new Plan(List.of(run), null, digest);
    }

    /** How many cells a sweep that is asked for has. */
    static long cells(Map<String, Object> request) {
        Asked asked = new Asked(request);
        return Grid.cells(grid(asked), asked.has("random") ? asked.number("random", 1, Grid.CELLS_MAX) : 0);
    }

    private static Map<String, String> grid(Asked asked) {
        Map<String, String> grid = new LinkedHashMap<>();
        asked.object("grid").forEach((name, values) -> {
            if (!PARAMETER.matcher(String.valueOf(name)).matches()) {
                throw new IllegalArgumentException("a parameter cannot be called '" + name + "'");
            }
            grid.put(String.valueOf(name), Asked.value("the values of " + name, values));
        });
        if (grid.isEmpty()) {
            throw new IllegalArgumentException(
                    "grid must give the values of a parameter, such as {\"fast\": \"5..50:5\"}");
        }
        return grid;
    }

    private static Plan whatIf(Asked asked, Workspace workspace) {
        SessionFolder run = workspace.session(asked.value("run"));
        List<String> step =
                new ArrayList<>(List.of("what-if", "--json", run.journal().toString()));
        if (asked.has("strategy")) {
            step.add("--strategy=" + asked.value("strategy"));
        }
        step.addAll(settings(asked));
        return new Plan(List.of(step), null, digest("what-if", asked, run));
    }

    private static Plan diverge(Asked asked, Workspace workspace) {
        SessionFolder a = workspace.session(asked.value("a"));
        SessionFolder b = workspace.session(asked.value("b"));
        List<String> step =
                List.of("diverge", "--json", a.journal().toString(), b.journal().toString());
        String both = a.running() || b.running() ? null : digest("diverge", asked, List.of(data(a), data(b)));
        return new Plan(List.of(step), null, both);
    }

    private static Plan replay(Asked asked, Workspace workspace) {
        SessionFolder run = workspace.session(asked.value("run"));
        List<String> step =
                List.of("replay", "--json", "--verify", run.journal().toString());
        return new Plan(List.of(step), null, digest("replay", asked, run));
    }

    private static Plan validate(Asked asked, Workspace workspace) {
        SessionFolder run = workspace.session(asked.value("run"));
        List<String> step = new ArrayList<>(
                List.of("validate", "run", "--json", run.journal().toString()));
        VALIDATION.forEach((key, option) -> {
            if (asked.has(key)) {
                step.add(option + "=" + asked.value(key));
            }
        });
        return new Plan(List.of(step), null, digest("validate", asked, run));
    }

    private static Plan verify(Asked asked, Workspace workspace) {
        String id = asked.value("journal");
        boolean withSeals = asked.flag("seals");
        Path folder = workspace.path(id);
        Path journal = folder.resolve("journal");
        boolean isRun = Files.isDirectory(journal.resolve(JournalFolder.INBOUND));
        List<String> step = new ArrayList<>(List.of("journal", "verify", "--json"));
        if (withSeals) {
            step.add("--seals");
        }
        step.add((isRun ? journal : folder).toString());
        // Damage shows at any time, so an earlier answer says nothing.
        return new Plan(List.of(step), null, null);
    }

    /** From the workspace's journals to its store; days to keep and the rest as the command has it unless said. */
    private static Plan archive(Asked asked, Workspace workspace) {
        List<String> step = new ArrayList<>(List.of(
                "archive",
                "--json",
                "--store=" + workspace.root().resolve(Workspace.STORE),
                "--journals=" + workspace.root().resolve(Workspace.JOURNALS)));
        if (asked.has("keepDays")) {
            step.add("--keep-days=" + asked.number("keepDays", 0, KEEP_DAYS_MAX));
        }
        if (asked.flag("keepJournals")) {
            step.add("--keep-journals");
        }
        if (asked.flag("compact")) {
            step.add("--compact");
        }
        // What is old changes with the day, so an earlier answer says nothing.
        return new Plan(List.of(step), null, null);
    }

    /** The command line of a paper session. */
    static List<String> session(Map<String, Object> request, Workspace workspace, Path journal) {
        Asked asked = new Asked(request);
        List<String> ids = asked.texts("sources");
        if (ids.isEmpty() || ids.size() > SOURCES_MAX) {
            throw new IllegalArgumentException("sources must name 1 to " + SOURCES_MAX + " market journals");
        }
        List<String> run = new ArrayList<>(List.of("paper", "--json", "--journal=" + journal));
        for (String id : ids) {
            workspace.journal(id);
            run.add("--source=" + workspace.path(id));
        }
        run.add("--strategy=" + asked.value("strategy"));
        if (asked.has("speed")) {
            run.add("--speed=" + asked.value("speed"));
        }
        if (asked.has("deadMan")) {
            run.add("--dead-man=" + asked.value("deadMan"));
        }
        if (asked.has("onStop")) {
            run.add("--on-stop=" + asked.value("onStop"));
        }
        run.addAll(settings(asked));
        asked.requireAllTaken("paper session");
        return run;
    }

    private static List<String> settings(Asked asked) {
        List<String> options = new ArrayList<>();
        Map<?, ?> parameters = asked.object("parameters");
        if (parameters.size() > PARAMETERS_MAX) {
            throw new IllegalArgumentException("there are more than " + PARAMETERS_MAX + " parameters");
        }
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!PARAMETER.matcher(String.valueOf(name)).matches()) {
                throw new IllegalArgumentException("a parameter cannot be called '" + name + "'");
            }
            options.add("--set=" + name + "=" + Asked.value("parameter " + name, value));
        });
        Map<?, ?> limits = asked.object("limits");
        if (limits.size() > LIMITS_MAX) {
            throw new IllegalArgumentException("there are more than " + LIMITS_MAX + " limits");
        }
        new TreeMap<>(limits).forEach((name, value) -> {
            if (!PARAMETER.matcher(String.valueOf(name)).matches()) {
                throw new IllegalArgumentException("a limit cannot be called '" + name + "'");
            }
            options.add("--limit=" + name + "=" + Asked.value("limit " + name, value));
        });
        SETTINGS.forEach((key, option) -> {
            if (asked.has(key)) {
                options.add(
                        FLAGS.contains(key)
                                ? (asked.flag(key) ? option : "--no-" + option.substring("--".length()))
                                : option + "=" + asked.value(key));
            }
        });
        return options;
    }

    private static String digest(String type, Asked asked, SessionFolder run) {
        return run.running() ? null : digest(type, asked, List.of(data(run)));
    }

    private static String data(SessionFolder run) {
        return Json.text(JournalManifest.read(run.journal()).streams().values().stream()
                .map(stream -> List.of(stream.frames(), stream.chainCrc(), stream.contentSha256()))
                .toList());
    }

    private static String digest(String type, Asked asked, List<String> data) {
        return Json.sha256(List.of(type, Backtest.codeVersion(), new TreeMap<>(asked.request), data));
    }

    /** A request's keys, each of which must be taken by somebody. */
    private static final class Asked {
        private final Map<String, Object> request;
        private final Set<String> taken = new LinkedHashSet<>();

        Asked(Map<String, Object> request) {
            this.request = request;
        }

        boolean has(String key) {
            return request.get(key) != null;
        }

        private Object take(String key) {
            taken.add(key);
            return request.get(key);
        }

        String value(String key) {
            Object value = take(key);
            if (value == null) {
                throw new IllegalArgumentException(key + " is missing");
            }
            return value(key, value);
        }

        /** A value that is one word on a command line, and cannot be an option, for it stands behind a {@code =}. */
        static String value(String key, Object value) {
            String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
            boolean isId = text.length() > 64 && (key.equals("run") || key.equals("a") || key.equals("b"));
            boolean isScalar = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (!isScalar || !isId && !VALUE.matcher(text).matches() && !text.contains("~")) {
                throw new IllegalArgumentException(
                        key + " cannot be '" + (text.length() <= 80 ? text : text.substring(0, 80) + "...")
                                + "': it takes one short word or number");
            }
            return text;
        }

        boolean flag(String key) {
            Object value = take(key);
            if (value == null || value instanceof Boolean) {
                return Boolean.TRUE.equals(value);
            }
            throw new IllegalArgumentException(key + " must be true or false");
        }

        long number(String key, long min, long max) {
            Object value = take(key);
            if (value == null) {
                return 0;
            }
            if (value instanceof Integer || value instanceof Long) {
                long number = ((Number) value).longValue();
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw new IllegalArgumentException(key + " must be a whole number from " + min + " to " + max);
        }

        List<String> texts(String key) {
            Object value = take(key);
            if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
                return list.stream().map(String.class::cast).toList();
            }
            throw new IllegalArgumentException(key + " must be a list of ids");
        }

        Map<?, ?> object(String key) {
            Object value = take(key);
            if (value == null) {
                return Map.of();
            }
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw new IllegalArgumentException(key + " must be an object");
        }

        void requireAllTaken(String what) {
            for (String key : request.keySet()) {
                if (!taken.contains(key)) {
                    throw new IllegalArgumentException("a " + what + " does not take '"
                            + (key.length() <= 64 ? key : key.substring(0, 64) + "...") + "'");
                }
            }
        }
    }
}
