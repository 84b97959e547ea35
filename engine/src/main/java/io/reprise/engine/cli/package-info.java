/**
 * The command line: the entry point, the provider interface through which each module brings its commands, and what
 * commands share (one JSON object on standard output, a progress line, errors as one sentence). It knows nothing of what
 * a command does. Only code here and in other modules' cli packages writes to the console.
 */
package io.reprise.engine.cli;
