/** Features of a perpetual's funding. */
package io.reprise.engine.feature.funding;
