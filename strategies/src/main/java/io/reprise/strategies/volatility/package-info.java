/** Strategies that decide by how much the price moves. */
package io.reprise.strategies.volatility;
