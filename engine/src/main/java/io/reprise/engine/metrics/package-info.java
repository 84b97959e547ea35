/** Counting how long things take, outside the journal. Knows nothing of what is measured. */
package io.reprise.engine.metrics;
