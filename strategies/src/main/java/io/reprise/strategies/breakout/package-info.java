/** Strategies that follow a break of a range. */
package io.reprise.strategies.breakout;
