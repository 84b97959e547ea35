/**
 * The driver over recorded data, the observer that keeps its figures, the replay that proves them, and the counterfactuals that
 * build on the proof.
 */
package io.reprise.engine.backtest;
