/**
 * Whether a strategy still earns what it earned out of sample: daily returns and trades of a running session held against
 * a baseline, by Sharpe ratio with its standard error and by CUSUM with a set false-alarm rate.
 */
package io.reprise.research.decay;
