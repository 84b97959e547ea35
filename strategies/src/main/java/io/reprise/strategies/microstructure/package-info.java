/** Strategies that read single trades or quotes. */
package io.reprise.strategies.microstructure;
