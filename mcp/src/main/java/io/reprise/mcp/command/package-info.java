/** The command {@code mcp}. */
package io.reprise.mcp.command;
