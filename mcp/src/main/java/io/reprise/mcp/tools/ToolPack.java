package io.reprise.mcp.tools;

import io.reprise.mcp.server.Tool;
import java.util.List;

/** The tools of one capability. */
interface ToolPack {
    List<Tool> tools();
}
