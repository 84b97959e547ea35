/**
 * What the market looks like right now: last trade and best quote by instrument, books of prices and of orders. It knows
 * events' values only, neither our orders nor bars.
 */
package io.reprise.engine.book;
