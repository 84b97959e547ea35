/**
 * The stages and the topologies that run them: inline on the caller's thread, fused on one consumer, staged on a thread
 * each. Only this package knows the Disruptor.
 */
package io.reprise.engine.pipeline;
