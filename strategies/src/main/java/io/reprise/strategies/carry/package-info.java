/** Strategies that live on what a position is paid. */
package io.reprise.strategies.carry;
