package io.reprise.admin.http;

/** Answers a call, on a worker's thread. */
public interface Handler {
    /**
     * The answer.
     *
     * @throws Problem when the call cannot be answered as asked
     */
    Answer answer(Call call) throws Exception;
}
