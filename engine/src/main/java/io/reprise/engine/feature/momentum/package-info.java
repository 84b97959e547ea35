/** Features of how fast prices move, most of them between fixed ends. */
package io.reprise.engine.feature.momentum;
