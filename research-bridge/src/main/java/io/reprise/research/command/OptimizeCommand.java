package io.reprise.research.command;

import io.reprise.engine.cli.Progress;
import io.reprise.research.optimize.Allocation;
import io.reprise.research.optimize.Constraints;
import io.reprise.research.optimize.HierarchicalRiskParity;
import io.reprise.research.optimize.PortfolioOptimizer;
import io.reprise.research.optimize.RiskParity;
import io.reprise.research.panel.PricePanel;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portfolio optimize}: weights from a table of prices. */
@Command(
        name = "optimize",
        description = "Weights of assets from their daily prices.",
        footer =
                "Rates and targets are a year; everything is fitted on the days that are given, so what it promises is in sample.")
final class OptimizeCommand implements Callable<Integer> {
    private static final Pattern GROUP = Pattern.compile("([^=]+)=([^:]+):([^:]+)\\.\\.([^:]+)");

    @Spec
    private CommandSpec spec;

    @Mixin
    private PanelOptions panel;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            required = true,
            converter = MethodName.class,
            description =
                    "min-variance, max-sharpe, target-return, risk-parity, hrp, kelly, kelly-approximation, min-cvar or "
                            + "equal-weight.")
    private PortfolioOptimizer.Method method;

    @Option(
            names = "--covariance",
            paramLabel = "NAME",
            defaultValue = "sample",
            converter = EstimatorName.class,
            description =
                    "sample, exponential, ledoit-wolf-identity, ledoit-wolf-constant-correlation or denoised (default: "
                            + "${DEFAULT-VALUE}).")
    private PortfolioOptimizer.Estimator estimator;

    @Option(
            names = "--half-life",
            paramLabel = "DAYS",
            defaultValue = "60",
            description = "Of the exponential covariance (default: ${DEFAULT-VALUE}).")
    private double halfLife;

    @Option(
            names = "--annual",
            paramLabel = "DAYS",
            defaultValue = "252",
            description = "Days a year (default: ${DEFAULT-VALUE}).")
    private double annualDays;

    @Option(
            names = "--risk-free",
            paramLabel = "R",
            defaultValue = "0",
            description = "Rate a year, 0.02 for 2 %% (default: ${DEFAULT-VALUE}).")
    private double riskFree;

    @Option(
            names = "--target",
            paramLabel = "R",
            description = "Least mean return a year, for target-return and min-cvar.")
    private Double target;

    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.95",
            description =
                    "Of min-cvar: the loss is the mean over the worst 1 - P of the days (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(
            names = "--min-weight",
            paramLabel = "W",
            defaultValue = "0",
            description = "Of each asset; below 0 is short (default: ${DEFAULT-VALUE}).")
    private double minWeight;

    @Option(
            names = "--max-weight",
            paramLabel = "W",
            defaultValue = "1",
            description = "Of each asset (default: ${DEFAULT-VALUE}).")
    private double maxWeight;

    @Option(
            names = "--budget",
            paramLabel = "MIN..MAX",
            description = "Sum of the weights, one number or two (default: 1, of kelly 0..1).")
    private String budget;

    @Option(
            names = "--group",
            paramLabel = "G",
            description = "NAME=A,B,C:MIN..MAX, the sum of the weights of some assets; repeatable.")
    private List<String> groups = List.of();

    @Option(
            names = "--current",
            paramLabel = "A=W",
            split = ",",
            description = "Weights that are held now, with commas; others are 0.")
    private Map<String, Double> current = Map.of();

    @Option(names = "--turnover", paramLabel = "T", description = "Greatest sum of absolute changes from --current.")
    private double turnover = Double.POSITIVE_INFINITY;

    @Option(names = "--leverage", paramLabel = "L", description = "Greatest sum of absolute weights.")
    private double leverage = Double.POSITIVE_INFINITY;

    @Option(
            names = "--risk-budget",
            paramLabel = "A=B",
            split = ",",
            description = "Shares of the risk, of each asset, with commas (default: equal).")
    private Map<String, Double> riskBudgets = Map.of();

    @Option(
            names = "--hrp-distance",
            paramLabel = "D",
            defaultValue = "of-distances",
            converter = DistanceName.class,
            description = "of-distances or direct (default: ${DEFAULT-VALUE}, the paper's).")
    private HierarchicalRiskParity.Distance distance;

    @Option(
            names = "--hrp-clusters",
            paramLabel = "C",
            defaultValue = "single",
            description = "single, complete, average or ward (default: ${DEFAULT-VALUE}, the paper's).")
    private HierarchicalRiskParity.Clusters clusters;

    @Option(
            names = "--hrp-split",
            paramLabel = "S",
            defaultValue = "halves",
            description = "halves or tree (default: ${DEFAULT-VALUE}, the paper's).")
    private HierarchicalRiskParity.Split split;

    @Option(names = "--frontier", paramLabel = "N", description = "Adds N points of the efficient frontier.")
    private int frontierPoints;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!(annualDays > 0)) {
            throw new IllegalArgumentException("--annual cannot be " + annualDays + ": it must be above 0");
        }
        if (method == PortfolioOptimizer.Method.TARGET_RETURN && target == null) {
            throw new IllegalArgumentException("--method target-return needs a --target");
        }
        PricePanel prices;
        PortfolioOptimizer optimizer;
        Allocation found;
        List<Allocation> frontier;
        double[][] returns;
        try (var _ = Progress.start("optimize", spec.commandLine().getErr(), json)) {
            prices = panel.read();
            returns = prices.returns();
            optimizer =
                    new PortfolioOptimizer(method, estimator, constraints(prices.assets()), settings(prices.assets()));
            found = optimizer.allocate(returns);
            frontier = frontierPoints == 0 ? List.of() : optimizer.frontier(returns, frontierPoints);
        }
        double[] shares = RiskParity.contributions(optimizer.covariance(returns), found.weights());
        if (json) {
            spec.commandLine().getOut().print(Json.pretty(object(prices, found, shares, frontier)));
        } else {
            print(prices, found, shares, frontier);
        }
        return 0;
    }

    private Constraints constraints(List<String> assets) {
        boolean kelly = method == PortfolioOptimizer.Method.KELLY;
        double[] sum = range(budget == null ? kelly ? "0..1" : "1" : budget, "--budget");
        Constraints constraints = Constraints.bounded(assets.size(), minWeight, maxWeight)
                .withBudget(sum[0], sum[1])
                .withGroups(groups.stream().map(text -> group(text, assets)).toList())
                .withLeverage(leverage);
        return Double.isFinite(turnover)
                ? constraints.withTurnover(values(current, assets, "--current", 0), turnover)
                : constraints;
    }

    private PortfolioOptimizer.Settings settings(List<String> assets) {
        return new PortfolioOptimizer.Settings(
                riskFree / annualDays,
                target == null ? Double.NaN : target / annualDays,
                level,
                halfLife,
                riskBudgets.isEmpty() ? new double[0] : values(riskBudgets, assets, "--risk-budget", Double.NaN),
                new HierarchicalRiskParity.Options(distance, clusters, split));
    }

    private static double[] values(Map<String, Double> given, List<String> assets, String option, double missing) {
        for (String name : given.keySet()) {
            index(name, assets, option);
        }
        return assets.stream()
                .mapToDouble(name -> given.getOrDefault(name, missing))
                .toArray();
    }

    private static int index(String name, List<String> assets, String option) {
        int at = assets.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    option + " names '" + name + "', which is not among " + String.join(", ", assets));
        }
        return at;
    }

    private static Constraints.Group group(String text, List<String> assets) {
        Matcher parts = GROUP.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--group cannot be '" + text + "': it is NAME=A,B,C:MIN..MAX");
        }
        int[] members = Arrays.stream(parts.group(2).split(","))
                .mapToInt(name -> index(name.strip(), assets, "--group"))
                .toArray();
        double[] sum = range(parts.group(3) + ".." + parts.group(4), "--group");
        return new Constraints.Group(parts.group(1), members, sum[0], sum[1]);
    }

    private static double[] range(String text, String option) {
        String[] ends = text.split("\\.\\.", 2);
        try {
            return new double[] {Double.parseDouble(ends[0]), Double.parseDouble(ends[ends.length - 1])};
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    option + " cannot be '" + text + "': it is a number or MIN..MAX", notOne);
        }
    }

    private Map<String, Object> object(
            PricePanel prices, Allocation found, double[] shares, List<Allocation> frontier) {
        Map<String, Object> object = new LinkedHashMap<>(figures(found));
        object.put("method", found.method());
        object.put("covariance", estimator.toString());
        object.put("days", prices.days().size() - 1);
        object.put("firstDay", prices.days().getFirst());
        object.put("lastDay", prices.days().getLast());
        object.put("droppedDays", prices.dropped());
        object.put("objective", found.objective());
        object.put("gap", found.gap());
        object.put("gross", found.gross());
        object.put("weights", byName(prices.assets(), found.weights()));
        object.put("riskShares", byName(prices.assets(), shares));
        if (!frontier.isEmpty()) {
            List<Object> points = new ArrayList<>();
            for (Allocation point : frontier) {
                Map<String, Object> one = new LinkedHashMap<>(figures(point));
                one.put("weights", byName(prices.assets(), point.weights()));
                points.add(one);
            }
            object.put("frontier", points);
        }
        return object;
    }

    private Map<String, Object> figures(Allocation found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("meanAnnual", found.mean() * annualDays);
        figures.put("volatilityAnnual", found.volatility() * Math.sqrt(annualDays));
        figures.put("sharpeAnnual", sharpe(found));
        return figures;
    }

    private Double sharpe(Allocation found) {
        double ratio = (found.mean() * annualDays - riskFree) / (found.volatility() * Math.sqrt(annualDays));
        return Double.isFinite(ratio) ? ratio : null;
    }

    private static Map<String, Object> byName(List<String> assets, double[] values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(assets.get(i), Double.isFinite(values[i]) ? values[i] : null);
        }
        return map;
    }

    private void print(PricePanel prices, Allocation found, double[] shares, List<Allocation> frontier) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s of %d assets on %d returns, %s to %s%s: mean %.2f %%, volatility %.2f %% a year, in sample%n",
                found.method(),
                prices.assets().size(),
                prices.days().size() - 1,
                prices.days().getFirst(),
                prices.days().getLast(),
                prices.dropped() == 0 ? "" : " (" + prices.dropped() + " days without all prices left out)",
                found.mean() * annualDays * 100,
                found.volatility() * Math.sqrt(annualDays) * 100);
        out.printf(Locale.ROOT, "%-12s %9s %9s%n", "asset", "weight", "of risk");
        for (int i = 0; i < shares.length; i++) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %8.3f%% %8.3f%%%n",
                    prices.assets().get(i),
                    found.weights()[i] * 100,
                    shares[i] * 100);
        }
        for (Allocation point : frontier) {
            out.printf(
                    Locale.ROOT,
                    "frontier: mean %.3f %%, volatility %.3f %%%n",
                    point.mean() * annualDays * 100,
                    point.volatility() * Math.sqrt(annualDays) * 100);
        }
    }

    private static <T extends Enum<T>> T named(Class<T> type, String text) {
        for (T value : type.getEnumConstants()) {
            if (value.name().replace('_', '-').equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new CommandLine.TypeConversionException("there is no '" + text + "', only "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(value ->
                                        value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList()));
    }

    static final class MethodName implements CommandLine.ITypeConverter<PortfolioOptimizer.Method> {
        @Override
        public PortfolioOptimizer.Method convert(String text) {
            return named(PortfolioOptimizer.Method.class, text);
        }
    }

    static final class EstimatorName implements CommandLine.ITypeConverter<PortfolioOptimizer.Estimator> {
        @Override
        public PortfolioOptimizer.Estimator convert(String text) {
            return named(PortfolioOptimizer.Estimator.class, text);
        }
    }

    static final class DistanceName implements CommandLine.ITypeConverter<HierarchicalRiskParity.Distance> {
        @Override
        public HierarchicalRiskParity.Distance convert(String text) {
            return named(HierarchicalRiskParity.Distance.class, text);
        }
    }
}
