/**
 * Whether a result is more than luck: Sharpe ratios with what the number of trials and the length of the record do to them,
 * the probability of overfitting, tests of superior predictive ability, splits without leaks, bootstraps, shuffles, parameter
 * maps and information coefficients. Pure functions of arrays and seeds; it knows no files, no engine and no commands.
 */
package io.reprise.research.validate;
