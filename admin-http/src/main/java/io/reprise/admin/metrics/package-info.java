/** What Prometheus reads. */
package io.reprise.admin.metrics;
