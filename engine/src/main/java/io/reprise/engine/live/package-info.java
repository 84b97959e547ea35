/**
 * The session that runs on: a source, a pipeline with threads, a journal of all that was sequenced, snapshots, and the way
 * back after a crash. Knows backtests, which are the same sequence without the waiting; knows no command line.
 */
package io.reprise.engine.live;
