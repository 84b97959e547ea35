/**
 * An independent, naive backtester and the tests that hold the engine against it. {@link io.reprise.research.twin.Twin}
 * and what it uses know nothing of the engine: they are written from docs/semantics.md.
 */
package io.reprise.research.twin;
