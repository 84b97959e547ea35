/** How long an order takes from the moment at which its tick was due, and what the machine can do at best. */
package io.reprise.bench.latency;
