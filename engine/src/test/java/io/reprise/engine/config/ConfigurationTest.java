package io.reprise.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.risk.RiskPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    private Path folder;

    /** A changed default is a changed product: it is meant, and it is said in the release notes. */
    @Test
    void pinsEveryDefault() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("journal.segmentBytes", "268435456");
        expected.put("journal.blockBytes", "16777216");
        expected.put("journal.preTouch", "true");
        expected.put("journal.watermarkBytes", "536870912");
        expected.put("journal.durability", "process");
        expected.put("journal.documentBytesMax", "65536");
        expected.put("journal.seal", "true");
        expected.put("journal.sealKeys", "~/.config/reprise/keys");
        expected.put("pipeline.topology", "FUSED");
        expected.put("pipeline.waitStrategy", "sleeping");
        expected.put("pipeline.ringSlots", "1024");
        expected.put("risk.profile", "research");
        expected.put("risk.limits", "none");
        Map<String, String> actual = new LinkedHashMap<>();
        Arrays.stream(Setting.values())
                .forEach(setting ->
                        actual.put(setting.key(), Configuration.defaults().text(setting)));
        assertEquals(expected, actual);
    }

    @Test
    void readsTheLimitsOfNewRuns() throws IOException {
        write("risk.profile = portfolio", "risk.limits = leverage=2; session=Mon-Fri 14:30-21:00 ; class.CRYPTO=25%");
        RiskPolicy policy = load(Map.of()).riskPolicy();
        assertEquals("portfolio", policy.profile());
        assertEquals(
                Map.of("leverage", "2", "session", "Mon-Fri 14:30-21:00", "class.CRYPTO", "0.25"), policy.effective());
        assertEquals(RiskPolicy.RESEARCH_ONLY, Configuration.defaults().riskPolicy());
        write("risk.limits = leverage=0");
        assertThrows(IllegalArgumentException.class, () -> load(Map.of()));
    }

    @Test
    void takesTheEnvironmentOverTheFileOverTheDefault() throws IOException {
        write("# ours", "", "journal.segmentBytes = 64m", " pipeline.topology=staged ");
        Configuration configuration = load(Map.of("REPRISE_PIPELINE_TOPOLOGY", "inline"));
        assertEquals(64L << 20, configuration.number(Setting.JOURNAL_SEGMENT_BYTES));
        assertEquals(
                "reprise.properties:3",
                configuration.value(Setting.JOURNAL_SEGMENT_BYTES).origin());
        assertEquals("INLINE", configuration.text(Setting.PIPELINE_TOPOLOGY));
        assertEquals(
                "environment REPRISE_PIPELINE_TOPOLOGY",
                configuration.value(Setting.PIPELINE_TOPOLOGY).origin());
        assertEquals("default", configuration.value(Setting.PIPELINE_RING_SLOTS).origin());
    }

    @Test
    void readsTheFileThatIsNamedAndRefusesOneThatIsNotThere() throws IOException {
        Path other = Files.writeString(folder.resolve("other.properties"), "journal.preTouch = FALSE\n");
        assertEquals(false, Configuration.load(other, Map.of(), folder).flag(Setting.JOURNAL_PRE_TOUCH));
        assertEquals(false, load(Map.of("REPRISE_CONFIG", "other.properties")).flag(Setting.JOURNAL_PRE_TOUCH));
        assertThrows(NoSuchFileException.class, () -> Configuration.load(folder.resolve("none"), Map.of(), folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    jornal.preTouch = true ~ reprise.properties:1: unknown key 'jornal.preTouch'; config print lists those there are
                    journal.preTouch ~ reprise.properties:1: 'journal.preTouch' is not of the form key = value
                    journal.preTouch = yes ~ reprise.properties:1: journal.preTouch = 'yes' is not allowed, it must be true | false
                    journal.segmentBytes = 1k ~ reprise.properties:1: journal.segmentBytes = '1k' is not allowed, it must be 64k to 64g bytes
                    journal.segmentBytes = 99999999999t ~ reprise.properties:1: journal.segmentBytes = '99999999999t' is not allowed, it must be 64k to 64g bytes
                    journal.segmentBytes = ~ reprise.properties:1: journal.segmentBytes = '' is not allowed, it must be 64k to 64g bytes
                    journal.watermarkBytes = -1 ~ reprise.properties:1: journal.watermarkBytes = '-1' is not allowed, it must be 0 to 1t bytes
                    journal.documentBytesMax = 16k ~ reprise.properties:1: journal.documentBytesMax = '16k' is not allowed, it must be 32k to 1m bytes
                    journal.documentBytesMax = 8m ~ reprise.properties:1: journal.documentBytesMax = '8m' is not allowed, it must be 32k to 1m bytes
                    pipeline.ringSlots = 1000 ~ reprise.properties:1: pipeline.ringSlots = '1000' is not allowed, it must be a power of two from 64 to 65536
                    """)
    void refusesInOneSentence(String line, String sentence) throws IOException {
        write(line);
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> load(Map.of()))
                        .getMessage());
    }

    @Test
    void refusesAKeyThatIsSetTwice() throws IOException {
        write("journal.preTouch = true", "journal.preTouch = false");
        assertEquals(
                "reprise.properties:2: journal.preTouch is already set in line 1",
                assertThrows(IllegalArgumentException.class, () -> load(Map.of()))
                        .getMessage());
    }

    @Test
    void documentsHaveTheBoundThatIsSetAndFitTheirBlock() throws IOException {
        write("journal.documentBytesMax = 256k", "journal.blockBytes = 1048576");
        JournalSettings settings = load(Map.of()).sessionJournal();
        assertEquals(256 << 10, settings.documentBytesMax());
        assertEquals(1 << 20, settings.blockBytes());
        write("journal.documentBytesMax = 512k", "journal.blockBytes = 1048576");
        assertEquals(
                "journal.documentBytesMax = 524288 (reprise.properties:1) is more than a quarter of journal.blockBytes ="
                        + " 1048576 (reprise.properties:2): lower the one or raise the other",
                assertThrows(IllegalArgumentException.class, () -> load(Map.of()))
                        .getMessage());
    }

    @Test
    void looksForKeysWhereAPersonsConfigurationLies() throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        assertEquals(home.resolve(".config/reprise/keys"), load(Map.of()).folder(Setting.JOURNAL_SEAL_KEYS));
        Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "/etc/xdg-of-somebody");
        assertEquals(
                Path.of("/etc/xdg-of-somebody/reprise/keys"), load(environment).folder(Setting.JOURNAL_SEAL_KEYS));
        assertEquals(
                "default, by XDG_CONFIG_HOME",
                load(environment).value(Setting.JOURNAL_SEAL_KEYS).origin());
        write("journal.sealKeys = keys");
        assertEquals(Path.of("keys"), load(environment).folder(Setting.JOURNAL_SEAL_KEYS));
    }

    @Test
    void refusesAMistypedVariable() {
        assertEquals(
                "environment: no setting is called REPRISE_JOURNAL_PRETOUCH; config print lists those there are",
                assertThrows(IllegalArgumentException.class, () -> load(Map.of("REPRISE_JOURNAL_PRETOUCH", "true")))
                        .getMessage());
    }

    private void write(String... lines) throws IOException {
        Files.write(folder.resolve(Configuration.FILE_NAME), Arrays.asList(lines));
    }

    private Configuration load(Map<String, String> environment) throws IOException {
        return Configuration.load(null, environment, folder);
    }
}
