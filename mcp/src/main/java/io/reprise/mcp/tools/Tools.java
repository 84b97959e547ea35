package io.reprise.mcp.tools;

import io.reprise.mcp.server.Offer;
import io.reprise.mcp.server.Tool;
import io.reprise.research.reference.ReferenceSource;
import java.nio.file.Path;
import java.util.List;

/** The one list of what agents are offered. */
public final class Tools {
    private Tools() {}

    /**
     * All tools, resources and prompts. A later capability adds its {@link ToolPack} to this list.
     *
     * @param home the project's folder, where its pages are
     */
    public static Offer offer(Services services, Path home) {
        List<ToolPack> packs = List.of(
                new DataTools(services),
                new ReferenceTools(ReferenceSource.of(services.workspace().root())),
                new ResearchTools(services),
                new SessionTools(services),
                new ActionTools(services),
                new ProposalTools(services));
        List<Tool> tools = packs.stream().flatMap(pack -> pack.tools().stream()).toList();
        return new Offer(tools, new Resources(services, home).all(), Prompts.all());
    }
}
