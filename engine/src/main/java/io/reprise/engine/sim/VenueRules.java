package io.reprise.engine.sim;

import io.reprise.codecs.OrderType;
import io.reprise.engine.domain.SessionHours;
import io.reprise.engine.domain.SessionText;
import io.reprise.engine.order.OrderRules;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the simulated venue treats orders, where it may be treated in several ways.
 *
 * @param selfTrade what becomes of our orders that would meet each other
 * @param intrabar path of the prices in a bar
 * @param sessionHours of {@link SessionHours}: when DAY orders end, at-the-open and at-the-close orders trade
 * @param emulated order types that wait in the engine, and reach the venue after their trigger by another latency
 * @param emulatesLists whether linked orders are looked after by the engine: what a fill releases arrives by another latency
 * @param fees what it charges
 * @param impact how far a taker's quantity moves its price
 * @param latency what commands travel longer than the run's constant latency
 * @param queue where resting orders stand in a book
 */
public record VenueRules(
        SelfTrade selfTrade,
        Intrabar intrabar,
        long sessionHours,
        Set<OrderType> emulated,
        boolean emulatesLists,
        FeeModel fees,
        Impact impact,
        Latency latency,
        QueueModel queue) {
    /** What a run has that says nothing: the session is the UTC day. */
    public static final VenueRules DEFAULT = new VenueRules(
            SelfTrade.DECREMENT,
            Intrabar.PESSIMISTIC,
            SessionHours.ALWAYS,
            Set.of(),
            false,
            new FeeModel.Rates(),
            Impact.NONE,
            Latency.NONE,
            QueueModel.NONE);

    private static final String LISTS = "lists";
    private static final String NOTHING = "none";
    private static final String DAY = "always";

    public VenueRules {
        Objects.requireNonNull(selfTrade, "selfTrade");
        Objects.requireNonNull(intrabar, "intrabar");
        Objects.requireNonNull(fees, "fees");
        Objects.requireNonNull(impact, "impact");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(queue, "queue");
        emulated = Set.copyOf(emulated);
        if (!SessionHours.isSound(sessionHours)) {
            throw new IllegalArgumentException("the session has no hours");
        }
        for (OrderType type : emulated) {
            if (!OrderRules.waits(type)) {
                throw new IllegalArgumentException(
                        word(type) + " cannot be emulated: only what waits for a price can wait in the engine");
            }
        }
    }

    /** The words of each setting that is not the default's, in a fixed order, as {@link #with} reads them. */
    public Map<String, String> texts() {
        Map<String, String> mine = all();
        if (this != DEFAULT) {
            Map<String, String> usual = DEFAULT.all();
            mine.entrySet().removeIf(entry -> usual.get(entry.getKey()).equals(entry.getValue()));
        } else {
            mine.clear();
        }
        return mine;
    }

    private Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("stp", word(selfTrade));
        texts.put("intrabar", word(intrabar));
        texts.put("session", sessionHours == SessionHours.ALWAYS ? DAY : SessionText.text(sessionHours));
        String types = Stream.concat(
                        emulated.stream().sorted().map(VenueRules::word),
                        emulatesLists ? Stream.of(LISTS) : Stream.of())
                .collect(Collectors.joining(","));
        texts.put("emulate", types.isEmpty() ? NOTHING : types);
        texts.put("fee", fees.text());
        texts.put("impact", impact.text());
        texts.put("latency", latency.text());
        texts.put("queue-model", queue.text());
        return texts;
    }

    /**
     * The same rules with another setting.
     *
     * @throws IllegalArgumentException if there is no such setting, or it cannot be so
     */
    public VenueRules with(String key, String text) {
        SelfTrade stp = selfTrade;
        Intrabar path = intrabar;
        long hours = sessionHours;
        Set<OrderType> types = emulated;
        boolean lists = emulatesLists;
        FeeModel fee = fees;
        Impact moved = impact;
        Latency late = latency;
        QueueModel line = queue;
        switch (key) {
            case "stp" -> stp = of(SelfTrade.class, key, text);
            case "intrabar" -> path = of(Intrabar.class, key, text);
            case "session" -> hours = text.equals(DAY) ? SessionHours.ALWAYS : SessionText.parse(text);
            case "emulate" -> {
                Set<String> words = text.equals(NOTHING) ? Set.of() : Set.of(text.split(","));
                lists = words.contains(LISTS);
                types = EnumSet.noneOf(OrderType.class);
                for (String word : words) {
                    if (!word.equals(LISTS)) {
                        types.add(of(OrderType.class, key, word));
                    }
                }
            }
            case "fee" -> fee = FeeModel.parse(text);
            case "impact" -> moved = Impact.parse(text);
            case "latency" -> late = Latency.parse(text);
            case "queue-model" -> line = QueueModel.parse(text);
            default -> throw new IllegalArgumentException("the venue has no setting '" + key + "'");
        }
        return new VenueRules(stp, path, hours, types, lists, fee, moved, late, line);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E of(Class<E> type, String key, String text) {
        for (E value : type.getEnumConstants()) {
            if (word(value).equals(text)) {
                return value;
            }
        }
        String words = Arrays.stream(type.getEnumConstants())
                .map(VenueRules::word)
                .filter(word -> !word.equals("null-val"))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(key + " cannot be '" + text + "': it is one of " + words);
    }

    /** A bit for each order type that is emulated. */
    int emulatedBits() {
        int bits = 0;
        for (OrderType type : emulated) {
            bits |= 1 << type.value();
        }
        return bits;
    }
}
