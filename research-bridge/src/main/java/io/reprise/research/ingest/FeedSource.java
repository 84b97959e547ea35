package io.reprise.research.ingest;

import java.io.Closeable;
import java.io.IOException;

/** The messages of one file of a recorded feed, in order. Owned by the thread that reads. */
interface FeedSource extends Closeable {
    /**
     * Goes to the next message; false at the end.
     *
     * @throws IOException when the source cannot be read on
     */
    boolean advance() throws IOException;

    /** When the message was received, ns by the recording machine's clock; {@link IngestResult#NO_TIME} if not said. */
    long receivedNs();

    /**
     * Turns the message into events.
     *
     * @return false when it is of another kind
     * @throws IllegalArgumentException saying why it is not acceptable
     */
    boolean decode(FeedEvents to) throws IOException;

    /** The message as a row of the reject file. */
    void show(Cells row);
}
