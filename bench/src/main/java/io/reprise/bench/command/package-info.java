/** The commands under {@code bench}. */
package io.reprise.bench.command;
