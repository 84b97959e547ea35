/** Strategies of ta4j as strategies of the engine; knows ta4j and the engine's strategy API, and nothing knows it. */
package io.reprise.strategies.ta4j;
