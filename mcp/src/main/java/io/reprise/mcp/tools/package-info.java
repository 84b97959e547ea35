/**
 * The tools, resources and prompts, in the operator's words. {@link io.reprise.mcp.tools.Tools} is the one list: a later
 * capability adds its pack there.
 */
package io.reprise.mcp.tools;
