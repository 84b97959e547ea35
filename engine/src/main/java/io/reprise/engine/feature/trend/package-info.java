/** Features that follow the direction of prices. */
package io.reprise.engine.feature.trend;
