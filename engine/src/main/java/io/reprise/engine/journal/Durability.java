package io.reprise.engine.journal;

/** What an appended document survives. */
public enum Durability {
    /** The death of the process: the document is with the operating system when the append returns. */
    PROCESS,
    /** A loss of power too: the document, and the name of its segment, are on the disk when the append returns. */
    FSYNC
}
