package io.reprise.engine.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A setting that two runs do not have in common.
 *
 * @param input what it is part of
 * @param name as on the command line
 * @param a the first run's, null where it has none
 * @param b the second run's, null where it has none
 */
public record SettingChange(RunInput input, String name, String a, String b) {
    /** All that differ, in a fixed order, parameters with their defaults. */
    static List<SettingChange> between(RunPlan a, RunPlan b) {
        Map<String, String> had = texts(a);
        Map<String, String> has = texts(b);
        Map<String, String> all = new LinkedHashMap<>(had);
        all.putAll(has);
        List<SettingChange> changes = new ArrayList<>();
        for (String key : all.keySet()) {
            String before = had.get(key);
            String now = has.get(key);
            if (before == null || !before.equals(now)) {
                changes.add(new SettingChange(RunInput.of(key), name(key), before, now));
            }
        }
        return List.copyOf(changes);
    }

    private static Map<String, String> texts(RunPlan plan) {
        Map<String, String> texts = new LinkedHashMap<>();
        plan.config().texts().forEach((key, text) -> {
            if (RunInput.of(key) != RunInput.PARAMETERS) {
                texts.put(key, text);
            }
            if (RunInput.of(key) == RunInput.STRATEGY) {
                plan.parameterTexts().forEach((name, value) -> texts.put(RunInput.PARAMETER + name, value));
            }
        });
        return texts;
    }

    private static String name(String key) {
        return key.startsWith(RunInput.PARAMETER) ? key.substring(RunInput.PARAMETER.length()) : key;
    }

    /** {@code fast is 10 and 8}. */
    String text() {
        return name + " is " + (a == null ? "not there" : a) + " and " + (b == null ? "not there" : b);
    }
}
