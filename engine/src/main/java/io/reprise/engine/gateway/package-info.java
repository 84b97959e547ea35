/** The ports between the pipeline and a venue, simulated or real: commands out, reports in, both as frames. */
package io.reprise.engine.gateway;
