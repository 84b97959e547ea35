/** Runs the engine and what it is compared with, and measures both. */
package io.reprise.bench.run;
