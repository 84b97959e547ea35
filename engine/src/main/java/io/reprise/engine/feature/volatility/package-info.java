/** Features of how far prices swing. */
package io.reprise.engine.feature.volatility;
