/**
 * Positions, the ledger, and what a fill costs. Rank 3: it knows instruments and exact arithmetic, but neither orders'
 * lives, nor strategies, nor venues.
 */
package io.reprise.engine.portfolio;
