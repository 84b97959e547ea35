/** Generated market data: seeded, written as ingest would write it, made once and used again. Knows no pipeline. */
package io.reprise.bench.market;
