package io.reprise.engine.risk;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.SessionText;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The limits of a run beyond {@link RiskLimits}, as texts by key: a {@link Limit}'s key, alone for all or with a point and
 * the name of whom it holds ({@code class.CRYPTO}, {@code instrument.BTC-USD.BITSTAMP}, {@code sector.TECH}); what a breach
 * does; and which sector an instrument is of. A profile is a set of limits with a name.
 *
 * @param profile {@value #RESEARCH} or {@value #PORTFOLIO}
 * @param settings what is set beside the profile, each text in its one written form
 */
public record RiskPolicy(String profile, Map<String, String> settings) {
    /** No limit unless set: for backtests of one asset. */
    public static final String RESEARCH = "research";
    /** At most 30 % of equity in crypto. */
    public static final String PORTFOLIO = "portfolio";

    /** What is done when the drawdown breaker trips: halt (closing orders pass) or reduce-only. */
    static final String ON_DRAWDOWN = "on-drawdown";
    /** The same for the loss of a day. */
    static final String ON_DAILY_LOSS = "on-daily-loss";
    /** What the kill switch does to positions: cancel (nothing) or flatten. */
    static final String ON_KILL = "on-kill";
    /** Returns that volatilities and correlations are reckoned from. */
    static final String VOLATILITY_WINDOW = "volatility-window";

    static final int WINDOW_DEFAULT = 60;

    private static final int WINDOW_MIN = 10;
    private static final int WINDOW_MAX = 1000;
    private static final String SECTOR_OF = "sector-of.";
    private static final String NONE = "none";
    private static final Map<String, Set<String>> CHOICES = Map.of(
            ON_DRAWDOWN, Set.of("halt", "reduce-only"),
            ON_DAILY_LOSS, Set.of("halt", "reduce-only"),
            ON_KILL, Set.of("cancel", "flatten"));
    private static final Map<String, Map<String, String>> PROFILES =
            Map.of(RESEARCH, Map.of(), PORTFOLIO, Map.of("class.CRYPTO", "0.3"));

    /** Nothing beyond {@link RiskLimits}. */
    public static final RiskPolicy RESEARCH_ONLY = new RiskPolicy(RESEARCH, Map.of());

    public RiskPolicy {
        if (!PROFILES.containsKey(profile)) {
            throw new IllegalArgumentException("there is no risk profile '" + profile + "'; there are "
                    + String.join(", ", new TreeSet<>(PROFILES.keySet())));
        }
        Map<String, String> written = new TreeMap<>();
        settings.forEach((key, text) -> written.put(key, canonical(key, text)));
        settings = Collections.unmodifiableMap(written);
    }

    /** A policy with more settings, which take the place of those of the same key. */
    public RiskPolicy with(String newProfile, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(more);
        return new RiskPolicy(newProfile == null ? profile : newProfile, all);
    }

    /** Whether there is nothing to look at but {@link RiskLimits}. */
    public boolean isEmpty() {
        return effective().isEmpty();
    }

    /** The profile's settings with those beside it. */
    public Map<String, String> effective() {
        Map<String, String> all = new TreeMap<>(PROFILES.get(profile));
        all.putAll(settings);
        return all;
    }

    boolean is(String key, String choice) {
        return choice.equals(effective().get(key));
    }

    int volatilityWindow() {
        String text = effective().get(VOLATILITY_WINDOW);
        return text == null ? WINDOW_DEFAULT : Integer.parseInt(text);
    }

    /** Whether the kill switch closes all positions too. */
    public boolean killFlattens() {
        return is(ON_KILL, "flatten");
    }

    /** Names of the sectors, their order being their ids. */
    List<String> sectors() {
        SortedSet<String> names = new TreeSet<>();
        effective().forEach((key, text) -> {
            if (key.startsWith(SECTOR_OF)) {
                names.add(text);
            } else if (key.startsWith(Limit.SECTOR.key() + ".")) {
                names.add(scopeOf(key));
            }
        });
        return new ArrayList<>(names);
    }

    /** Sector of an instrument, -1 for none. */
    int sectorOf(Instrument instrument) {
        String name = effective().get(SECTOR_OF + instrument.name());
        return name == null ? -1 : sectors().indexOf(name);
    }

    /** What a key's limit is called, without whom it holds. */
    static String limitOf(String key) {
        int point = key.indexOf('.');
        return point < 0 ? key : key.substring(0, point);
    }

    /** Whom a key's limit holds; empty for all. */
    static String scopeOf(String key) {
        int point = key.indexOf('.');
        return point < 0 ? "" : key.substring(point + 1);
    }

    /** The one written form of a setting. */
    private static String canonical(String key, String text) {
        if (CHOICES.containsKey(key)) {
            if (!CHOICES.get(key).contains(text)) {
                throw new IllegalArgumentException("the limit " + key + " cannot be '" + text + "': it takes "
                        + String.join(" or ", new TreeSet<>(CHOICES.get(key))));
            }
            return text;
        }
        if (key.startsWith(SECTOR_OF)) {
            return requireName(key, text);
        }
        if (key.equals(VOLATILITY_WINDOW)) {
            return window(text);
        }
        Limit limit = Limit.find(limitOf(key));
        if (limit == null || limit.isBasic()) {
            throw new IllegalArgumentException("there is no limit '" + key + "'; there are " + keys());
        }
        requireScope(limit, key);
        return text(limit, parse(limit, key, text));
    }

    private static String requireName(String key, String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,24}")) {
            throw new IllegalArgumentException(
                    "the sector '" + name + "' of " + key + " must be 1 to 24 letters, digits, - or _");
        }
        return name;
    }

    private static String window(String text) {
        try {
            int window = Integer.parseInt(text);
            if (window >= WINDOW_MIN && window <= WINDOW_MAX) {
                return Integer.toString(window);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("the limit " + VOLATILITY_WINDOW + " cannot be '" + text
                + "': it must be a whole number from " + WINDOW_MIN + " to " + WINDOW_MAX);
    }

    private static String keys() {
        SortedSet<String> keys = new TreeSet<>(CHOICES.keySet());
        keys.add(VOLATILITY_WINDOW);
        keys.add(SECTOR_OF + "INSTRUMENT");
        for (Limit limit : Limit.values()) {
            if (!limit.isBasic()) {
                keys.add(limit.key());
            }
        }
        return String.join(", ", keys);
    }

    private static void requireScope(Limit limit, String key) {
        String scope = scopeOf(key);
        boolean isSound = scope.isEmpty()
                || switch (limit.scope()) {
                    case ACCOUNT -> false;
                    case INSTRUMENT -> true;
                    case ASSET_CLASS -> assetClass(scope) != null;
                    case SECTOR -> scope.equals(requireName(key, scope));
                };
        if (!isSound) {
            throw new IllegalArgumentException("the limit " + limit.key() + " cannot be for '" + scope + "'"
                    + (limit.scope() == Limit.Scope.ASSET_CLASS
                            ? ": asset classes are CRYPTO, EQUITY, COMMODITY, FX and INDEX"
                            : ": it holds the account as a whole"));
        }
    }

    static AssetClass assetClass(String name) {
        for (AssetClass one : AssetClass.values()) {
            if (one != AssetClass.NULL_VAL && one.name().equals(name)) {
                return one;
            }
        }
        return null;
    }

    /** Reads the value of a limit; {@code none} is {@link RiskLimits#NO_LIMIT}. */
    public static long parse(Limit limit, String key, String text) {
        long value;
        try {
            value = text.equals(NONE) ? RiskLimits.NO_LIMIT : read(limit, text.strip());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("the limit " + key + " cannot be '" + text + "': " + e.getMessage(), e);
        }
        if (!limit.takes(value)) {
            throw new IllegalArgumentException("the limit " + key + " cannot be '" + text + "': it must be above 0"
                    + (limit.unit() == Limit.Unit.SHARE ? " and below 1" : "") + ", or " + NONE);
        }
        return value;
    }

    private static long read(Limit limit, String text) {
        return switch (limit.unit()) {
            case NUMBER, SHARE ->
                text.endsWith("%")
                        ? Decimals.parseScaled(text.substring(0, text.length() - 1), 6)
                        : Decimals.parse(text);
            case COUNT -> Integer.parseInt(text);
            case FLAG -> flag(text);
            case SESSION -> SessionText.parse(text);
        };
    }

    private static long flag(String text) {
        return switch (text) {
            case "yes", "true" -> 1;
            case "no", "false" -> 0;
            default -> throw new NumberFormatException("it must be yes or no");
        };
    }

    /** The text that {@link #parse} reads. */
    public static String text(Limit limit, long value) {
        if (value == RiskLimits.NO_LIMIT) {
            return NONE;
        }
        return switch (limit.unit()) {
            case NUMBER, SHARE -> Decimals.plain(value);
            case COUNT -> Long.toString(value);
            case FLAG -> value == 1 ? "yes" : "no";
            case SESSION -> SessionText.text(value);
        };
    }
}
