/** Strategies that decide by several conditions, or by what other strategies say. */
package io.reprise.strategies.combination;
