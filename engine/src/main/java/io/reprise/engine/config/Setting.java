package io.reprise.engine.config;

import io.reprise.engine.risk.RiskPolicy;
import java.util.List;
import java.util.Locale;

/** Every setting there is, declared once. */
public enum Setting {
    JOURNAL_SEGMENT_BYTES(
            "journal.segmentBytes",
            new Domain.Bytes(1L << 16, 1L << 36),
            "268435456",
            "size at which a journal rolls to its next segment"),
    JOURNAL_BLOCK_BYTES(
            "journal.blockBytes",
            new Domain.PowerOfTwo(1L << 20, 1L << 30),
            "16777216",
            "how much of a segment is mapped and preallocated at a time"),
    JOURNAL_PRE_TOUCH(
            "journal.preTouch",
            new Domain.Choice(List.of("true", "false")),
            "true",
            "whether a thread touches the pages ahead of the journal's end"),
    JOURNAL_WATERMARK_BYTES(
            "journal.watermarkBytes",
            new Domain.Bytes(0, 1L << 40),
            "536870912",
            "free disk space below which trading halts"),
    JOURNAL_DURABILITY(
            "journal.durability",
            new Domain.Choice(List.of("process", "fsync")),
            "process",
            "what a journaled event survives: the death of the process, or with fsync, at its cost, a loss of power too"),
    JOURNAL_DOCUMENT_BYTES_MAX(
            "journal.documentBytesMax",
            new Domain.Bytes(1L << 15, 1L << 20),
            "65536",
            "largest document of a session, at most a quarter of journal.blockBytes; a longer batch becomes several"),
    JOURNAL_SEAL(
            "journal.seal",
            new Domain.Choice(List.of("true", "false")),
            "true",
            "whether journals of runs and sessions are sealed: ended segments while they run, the whole at their end"),
    JOURNAL_SEAL_KEYS(
            "journal.sealKeys",
            new Domain.Folder(),
            "~/.config/reprise/keys",
            "where the key pair lies that signs seals, made at first use; the default is under $XDG_CONFIG_HOME if that is"
                    + " set"),
    PIPELINE_TOPOLOGY(
            "pipeline.topology",
            new Domain.Choice(List.of("INLINE", "FUSED", "STAGED")),
            "FUSED",
            "which threads run the stages of paper and live; a backtest is always INLINE"),
    PIPELINE_WAIT_STRATEGY(
            "pipeline.waitStrategy",
            new Domain.Choice(List.of("blocking", "sleeping", "yielding", "busy-spin")),
            "sleeping",
            "how a thread waits for the ring: sleeping leaves the cores to others, busy-spin wants one of its own"),
    PIPELINE_RING_SLOTS(
            "pipeline.ringSlots",
            new Domain.PowerOfTwo(1L << 6, 1L << 16),
            "1024",
            "events that fit into the ring, 128 bytes each"),
    RISK_PROFILE(
            "risk.profile",
            new Domain.Choice(List.of(RiskPolicy.RESEARCH, RiskPolicy.PORTFOLIO)),
            RiskPolicy.RESEARCH,
            "risk profile of new backtests and paper sessions, unless --profile names another"),
    RISK_LIMITS(
            "risk.limits",
            new Domain.Limits(),
            "none",
            "limits of new backtests and paper sessions, as in --limit, with semicolons between them");

    private final String key;
    private final Domain domain;
    private final String defaultValue;
    private final String description;

    Setting(String key, Domain domain, String defaultValue, String description) {
        this.key = key;
        this.domain = domain;
        this.defaultValue = domain.read(defaultValue);
        this.description = description;
    }

    public String key() {
        return key;
    }

    public Domain domain() {
        return domain;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** The environment variable that sets it: {@code journal.segmentBytes} is {@code REPRISE_JOURNAL_SEGMENT_BYTES}. */
    public String variable() {
        String words = key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_');
        return "REPRISE_" + words.toUpperCase(Locale.ROOT);
    }

    /** The setting of a key, or null. */
    static Setting of(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return setting;
            }
        }
        return null;
    }
}
