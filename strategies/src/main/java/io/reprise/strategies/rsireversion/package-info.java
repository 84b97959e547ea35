/** Reversion out of the RSI's extremes. */
package io.reprise.strategies.rsireversion;
