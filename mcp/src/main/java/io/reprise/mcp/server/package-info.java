/**
 * The server that agents talk to: who calls, what a tool is, and what happens around each call (scope, schema, audit). Knows
 * no transport and no tool.
 */
package io.reprise.mcp.server;
