/** Features that make a price series stationary. */
package io.reprise.engine.feature.stationarity;
