package io.reprise.engine.config;

import io.reprise.engine.journal.Durability;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.risk.RiskPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The effective value of every setting, each with its origin. Immutable. */
public final class Configuration {
    /** The file that is read from the current folder when no other is named. */
    public static final String FILE_NAME = "reprise.properties";
    /** The environment variable that names another file. */
    public static final String FILE_VARIABLE = "REPRISE_CONFIG";

    private static final String HOME_VARIABLE = "XDG_CONFIG_HOME";
    private static final int FILE_BYTES_MAX = 1 << 20;
    /** Chronicle maps a block at a time, and a document must lie well within one. */
    private static final int DOCUMENTS_PER_BLOCK = 4;

    private final Map<Setting, Value> values;

    private Configuration(Map<Setting, Value> values) {
        this.values = values;
    }

    /**
     * A value and where it comes from.
     *
     * @param text the value in its one written form
     * @param origin {@code default}, {@code FILE:LINE}, or the environment variable
     */
    public record Value(String text, String origin) {}

    /** Every setting at its default. */
    public static Configuration defaults() {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, new Value(setting.defaultValue(), "default"));
        }
        return new Configuration(values);
    }

    /**
     * Reads the configuration: defaults, then the file, then the environment.
     *
     * @param named the file that the command line names, or null
     * @param environment the process's environment
     * @param folder where {@value #FILE_NAME} is looked for when no file is named
     * @throws IOException when a named file cannot be read
     * @throws IllegalArgumentException for an unknown key or a value out of range, naming key, value, range and place
     */
    public static Configuration load(Path named, Map<String, String> environment, Path folder) throws IOException {
        Configuration configuration = defaults();
        configuration.useConfigurationHome(environment);
        Path file = file(named, environment, folder);
        if (file != null) {
            configuration.readFile(file);
        }
        configuration.readEnvironment(environment);
        configuration.requireDocumentsInBlocks();
        return configuration;
    }

    /** The default of what belongs to a person and not to a folder follows the XDG base directory specification. */
    private void useConfigurationHome(Map<String, String> environment) {
        String home = environment.get(HOME_VARIABLE);
        if (home != null && home.startsWith("/")) {
            values.put(Setting.JOURNAL_SEAL_KEYS, new Value(home + "/reprise/keys", "default, by " + HOME_VARIABLE));
        }
    }

    private void requireDocumentsInBlocks() {
        Value document = value(Setting.JOURNAL_DOCUMENT_BYTES_MAX);
        Value block = value(Setting.JOURNAL_BLOCK_BYTES);
        if (number(Setting.JOURNAL_DOCUMENT_BYTES_MAX) > number(Setting.JOURNAL_BLOCK_BYTES) / DOCUMENTS_PER_BLOCK) {
            throw new IllegalArgumentException(Setting.JOURNAL_DOCUMENT_BYTES_MAX.key() + " = " + document.text() + " ("
                    + document.origin() + ") is more than a quarter of " + Setting.JOURNAL_BLOCK_BYTES.key() + " = "
                    + block.text() + " (" + block.origin() + "): lower the one or raise the other");
        }
    }

    /** The file that would be read, or null when there is none. */
    public static Path file(Path named, Map<String, String> environment, Path folder) {
        if (named != null) {
            return named;
        }
        String variable = environment.get(FILE_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return folder.resolve(variable);
        }
        Path usual = folder.resolve(FILE_NAME);
        return Files.exists(usual) ? usual : null;
    }

    public Value value(Setting setting) {
        return values.get(setting);
    }

    public String text(Setting setting) {
        return value(setting).text();
    }

    /** The value of a setting that is a number. */
    public long number(Setting setting) {
        return Long.parseLong(text(setting));
    }

    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /**
     * The value of a setting that is a folder.
     *
     * @throws IllegalStateException when it is in the home folder and the system does not say where that is
     */
    public Path folder(Setting setting) {
        String text = text(setting);
        if (!text.equals("~") && !text.startsWith("~/")) {
            return Path.of(text);
        }
        Path home = Path.of(System.getProperty("user.home"));
        if (!home.isAbsolute()) {
            throw new IllegalStateException(
                    "the home folder is not known, which " + setting.key() + " = " + text + " needs");
        }
        return home.resolve(text.substring(Math.min(text.length(), "~/".length())));
    }

    /** Limits of new runs, unless their options say otherwise. */
    public RiskPolicy riskPolicy() {
        return new RiskPolicy(text(Setting.RISK_PROFILE), Domain.Limits.settings(text(Setting.RISK_LIMITS)));
    }

    /** How the journal of a run that can be made again is written. */
    public JournalSettings runJournal() {
        return JournalSettings.defaults()
                .withDocumentBytesMax(Math.toIntExact(number(Setting.JOURNAL_DOCUMENT_BYTES_MAX)))
                .withSegmentBytes(number(Setting.JOURNAL_SEGMENT_BYTES))
                .withBlockBytes(Math.toIntExact(number(Setting.JOURNAL_BLOCK_BYTES)));
    }

    /** How the journal of a session is written. */
    public JournalSettings sessionJournal() {
        return runJournal()
                .withPreTouch(flag(Setting.JOURNAL_PRE_TOUCH))
                .withWatermarkBytes(number(Setting.JOURNAL_WATERMARK_BYTES))
                .withDurability(
                        Durability.valueOf(text(Setting.JOURNAL_DURABILITY).toUpperCase(Locale.ROOT)));
    }

    /** The ring of FUSED and STAGED. */
    public RingSettings ring() {
        String wait =
                text(Setting.PIPELINE_WAIT_STRATEGY).toUpperCase(Locale.ROOT).replace('-', '_');
        return new RingSettings(Math.toIntExact(number(Setting.PIPELINE_RING_SLOTS)), RingSettings.Wait.valueOf(wait));
    }

    private void readFile(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException(file + " is larger than 1 MiB and not a configuration");
        }
        List<String> lines = Files.readAllLines(file);
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                readLine(line, file.getFileName() + ":" + (i + 1), seen, i + 1);
            }
        }
    }

    private void readLine(String line, String place, Map<String, Integer> seen, int number) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(place + ": '" + line + "' is not of the form key = value");
        }
        String key = line.substring(0, equals).strip();
        Setting setting = Setting.of(key);
        if (setting == null) {
            throw new IllegalArgumentException(
                    place + ": unknown key '" + key + "'; config print lists those there are");
        }
        Integer before = seen.putIfAbsent(key, number);
        if (before != null) {
            throw new IllegalArgumentException(place + ": " + key + " is already set in line " + before);
        }
        put(setting, line.substring(equals + 1), place);
    }

    private void readEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("REPRISE_JOURNAL_") && !name.startsWith("REPRISE_PIPELINE_")) {
                continue;
            }
            Setting setting = ofVariable(name);
            if (setting == null) {
                throw new IllegalArgumentException(
                        "environment: no setting is called " + name + "; config print lists those there are");
            }
            put(setting, variable.getValue(), "environment " + name);
        }
    }

    private static Setting ofVariable(String name) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(name)) {
                return setting;
            }
        }
        return null;
    }

    private void put(Setting setting, String text, String origin) {
        try {
            values.put(setting, new Value(setting.domain().read(text), origin));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    origin + ": " + setting.key() + " = '" + text.strip() + "' is not allowed, it must be "
                            + setting.domain().range(),
                    e);
        }
    }
}
