/**
 * What is known about instruments beside their prices: corporate actions and adjusted series, the tickers of a permanent id
 * over time, who was listed on a day, the rolls of futures. All answers are as of a date: nothing later leaks into them.
 * Reads files through {@code research.ingest}; must not know strategies, orders or accounts.
 */
package io.reprise.research.reference;
