/**
 * A whole collection of market data, such as the shared one: what each file is, and its import by one command. Stands above
 * {@code research.ingest} and {@code research.reference}; must not know strategies, orders or accounts.
 */
package io.reprise.research.collection;
