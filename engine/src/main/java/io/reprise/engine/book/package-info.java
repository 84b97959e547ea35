/**
 * What the market looks like right now: last trade and best quote by instrument. It knows events' values only, neither
 * orders nor bars.
 */
package io.reprise.engine.book;
