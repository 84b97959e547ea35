/**
 * A recorded sequence that can be played without end: what a pipeline is measured with when neither a file nor a simulated
 * venue shall be part of the measurement.
 */
package io.reprise.bench.tape;
