package io.reprise.mcp.server;

import java.util.List;

/**
 * All that a server offers.
 *
 * @param tools in the order of their list
 * @param resources fixed ones and templates
 * @param prompts in the order of their list
 */
public record Offer(List<Tool> tools, List<Resource> resources, List<PromptText> prompts) {
    public Offer {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
        prompts = List.copyOf(prompts);
    }
}
