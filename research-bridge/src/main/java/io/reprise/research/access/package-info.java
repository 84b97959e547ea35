/**
 * Who may do what: scopes, tokens, and the audit of every call. Knows nothing of HTTP or MCP, which ask it.
 */
package io.reprise.research.access;
