/**
 * Work that takes long, in processes of its own: research jobs, one at a time at low priority, and paper sessions. Each is
 * the command line's own main class on this process's class path, so a job is what a person at a terminal would run.
 */
package io.reprise.research.jobs;
