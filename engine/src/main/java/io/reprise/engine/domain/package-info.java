/**
 * The values every other package speaks in: instruments, bars and their specifications, and the interfaces by which a
 * component writes and reads its state. It knows no event, no journal and no thread.
 */
package io.reprise.engine.domain;
