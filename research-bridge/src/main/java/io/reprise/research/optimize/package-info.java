/**
 * Portfolio weights from returns: covariance estimators, mean-variance, risk parity, hierarchical risk parity, Kelly and
 * conditional value at risk under bounds, groups, turnover and leverage. Pure functions of arrays; it knows no files, no
 * engine and no commands.
 */
package io.reprise.research.optimize;
