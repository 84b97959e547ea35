/**
 * What users write strategies against: bars and features in, a state or orders out. Knows nothing of journals, venues or
 * threads.
 */
package io.reprise.engine.strategy;
