/**
 * Finds what a folder holds: market journals, sessions, runs and their reports, each by an id that never leads out of it.
 * Knows nothing of who asks.
 */
package io.reprise.research.workspace;
