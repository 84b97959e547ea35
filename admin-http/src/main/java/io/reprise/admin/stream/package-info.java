/** The WebSocket stream: topics, subscribers, and the one thread that reads for all of them. */
package io.reprise.admin.stream;
