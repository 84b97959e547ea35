/** Strategies that wait for the price to come back. */
package io.reprise.strategies.reversion;
