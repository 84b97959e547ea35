/** JMH benches of the parts, each checking its result when it ends; run by {@code bench jmh} with the gc profiler. */
package io.reprise.bench.jmh;
