package io.reprise.admin.api;

import io.reprise.admin.alert.Alerts;
import io.reprise.admin.schedule.Schedules;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.access.Audit;
import io.reprise.research.jobs.JobQueue;
import io.reprise.research.jobs.Sessions;
import io.reprise.research.proposal.ActionTarget;
import io.reprise.research.proposal.Proposals;
import io.reprise.research.workspace.Workspace;

/** All that the resources work on. */
public record Services(
        Workspace workspace,
        StrategyCatalog catalog,
        SystemClock clock,
        Desks desks,
        Audit audit,
        JobQueue jobs,
        Sessions sessions,
        ActionTarget target,
        Proposals proposals,
        Alerts alerts,
        Schedules schedules) {}
