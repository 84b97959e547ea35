/**
 * The ports through which orders leave and reports come back, the same for simulated, paper and real venues. It knows no
 * venue.
 */
package io.reprise.engine.gateway;
