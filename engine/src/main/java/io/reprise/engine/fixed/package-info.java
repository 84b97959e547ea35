/**
 * Exact arithmetic on whole multiples of 1e-8 in a {@code long}, and the decimal text of such numbers. Rounding is
 * named by each operation and happens once; what does not fit is an error, never a wrap.
 *
 * <p>Rank 0: pure, and knows nothing of prices, orders, time or the rest of the engine.
 */
package io.reprise.engine.fixed;
