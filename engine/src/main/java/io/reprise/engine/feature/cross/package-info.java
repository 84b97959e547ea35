/** Features across two instruments. */
package io.reprise.engine.feature.cross;
