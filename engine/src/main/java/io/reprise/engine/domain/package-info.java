/** The nouns that all packages share: instruments, bars, how state is written, and the mark of the hot path. */
package io.reprise.engine.domain;
