/** What starts, stops and runs at a time of day, in the words of cron. */
package io.reprise.admin.schedule;
