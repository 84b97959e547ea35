/** The driver over recorded data, the observer that keeps its figures, and the replay that proves them. */
package io.reprise.engine.backtest;
