/** Strategies that follow a trend. */
package io.reprise.strategies.trend;
