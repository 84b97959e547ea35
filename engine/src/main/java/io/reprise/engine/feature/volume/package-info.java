/** Features of traded quantity; bars without one count as 0. */
package io.reprise.engine.feature.volume;
