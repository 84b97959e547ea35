/** Strategies that follow another instrument. */
package io.reprise.strategies.leadlag;
