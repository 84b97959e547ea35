/**
 * The hot state: what another process may see of a running session, in shared memory.
 *
 * <p>A Chronicle Map in the session's folder holds an entry for each thing; the writer binds their memory once and writes it
 * under a {@link io.reprise.engine.hot.SequenceLock}, so nothing that a reader does, or that is done to it, can make the
 * writer wait. This is the only package that may import Chronicle Map; it reads state and changes none.
 */
package io.reprise.engine.hot;
