package io.reprise.admin.api;

import io.reprise.admin.http.Route;
import io.reprise.research.reference.ReferenceSource;
import java.util.List;

/** All that the API has: the one place where a new resource is named. */
public final class Resources {
    private Resources() {}

    public static List<Route> routes(Services services) {
        List<Resource> resources = List.of(
                new SystemResource(services.workspace()),
                new InstrumentResource(services.workspace()),
                new StrategyResource(services.catalog()),
                new FeatureResource(),
                new DataResource(services.workspace()),
                new ReferenceResource(ReferenceSource.of(services.workspace().root())),
                new SessionResource(services.desks(), services.sessions(), services.target()),
                new DeskResource(services.desks()),
                new RiskResource(services.desks()),
                new DecayResource(services.desks()),
                new JobResource(services.jobs()),
                new RunResource(services.workspace()),
                new ProposalResource(services.proposals()),
                new AlertResource(services.alerts()),
                new ScheduleResource(services.schedules()),
                new AuditResource(services.audit()));
        return resources.stream()
                .flatMap(resource -> resource.routes().stream())
                .toList();
    }
}
