/** Strategies that hold two instruments against each other. */
package io.reprise.strategies.pairs;
