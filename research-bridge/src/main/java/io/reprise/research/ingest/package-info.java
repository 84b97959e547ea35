/**
 * Files of trades and bars in known layouts become market journals. One reader for all layouts: a {@link
 * io.reprise.research.ingest.Format} says where the columns are and what a stamp means, {@link
 * io.reprise.research.ingest.Ingest} reads, checks, sequences and journals. Rows are checked by rules 1 to 10 and 36 of
 * docs/semantics.md; what fails them is kept in a reject file. This package must not know strategies, orders or
 * accounts.
 */
package io.reprise.research.ingest;
