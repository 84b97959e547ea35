/** Features of when a bar ends, in UTC. */
package io.reprise.engine.feature.calendar;
