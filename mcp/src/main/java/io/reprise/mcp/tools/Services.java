package io.reprise.mcp.tools;

import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.mcp.server.Bounds;
import io.reprise.research.access.Idempotency;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Desks;
import io.reprise.research.workspace.Workspace;

/** What the tools stand on: the same parts that REST and console use. */
public record Services(
        Workspace workspace,
        Desks desks,
        JobQueue jobs,
        Sessions sessions,
        Proposals proposals,
        ActionTarget target,
        Idempotency idempotency,
        StrategyCatalog catalog,
        Bounds bounds) {}
