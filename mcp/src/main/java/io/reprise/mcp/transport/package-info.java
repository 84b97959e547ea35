/**
 * How messages come and go: lines on standard input and output, and streamable HTTP. Bounds their size, refuses what is no
 * message with the protocol's own errors, and has that audited. Knows no tool.
 */
package io.reprise.mcp.transport;
