package io.reprise.research.report;

import java.util.List;
import java.util.Objects;

/**
 * What a report says besides the results.
 *
 * @param title of the page
 * @param codeVersion version of the program that made the runs
 * @param notes one for each run, in their order; a missing one is {@link RunNote#NONE}
 */
public record ReportContext(String title, String codeVersion, List<RunNote> notes) {
    public ReportContext {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(codeVersion, "codeVersion");
        notes = List.copyOf(notes);
    }

    /** The note of the run at this index. */
    public RunNote note(int index) {
        return index < notes.size() ? notes.get(index) : RunNote.NONE;
    }

    /** What a replay of the run's journal said. */
    public enum Verification {
        /** The journal was replayed and gave the recorded bytes. */
        VERIFIED,
        /** The journal was replayed and gave something else. */
        DIFFERS,
        /** Nobody replayed it. */
        NOT_REPLAYED
    }

    /**
     * What the report knows of one run from outside.
     *
     * @param verification outcome of the replay
     * @param detail of the replay in a few words, such as {@code INLINE, FUSED and STAGED}; may be empty
     * @param folder where the run's {@code trades.csv} and {@code result.json} are, relative to the report, with
     *     {@code /}; empty for beside it, null for no files
     */
    public record RunNote(Verification verification, String detail, String folder) {
        /** Not replayed, no files. */
        public static final RunNote NONE = new RunNote(Verification.NOT_REPLAYED, "", null);

        public RunNote {
            Objects.requireNonNull(verification, "verification");
            Objects.requireNonNull(detail, "detail");
            if (folder != null && (folder.startsWith("/") || folder.contains(":") || folder.contains("\\"))) {
                throw new IllegalArgumentException(
                        "the folder '" + folder + "' of a run must be relative to the report");
            }
        }

        /** The same note for files beside the report. */
        RunNote beside() {
            return new RunNote(verification, detail, "");
        }
    }
}
