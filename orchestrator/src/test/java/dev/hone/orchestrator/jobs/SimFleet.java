package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Running;
import dev.hone.orchestrator.scheduling.Traits;
import java.util.List;
import java.util.Map;

/// The workers of a simulated world, all alike.
final class SimFleet implements FleetStore {
    private static final Traits ALIKE = new Traits(Map.of(), 0);

    private final SimTables tables;
    private final SimRoster roster;

    SimFleet(SimTables tables, SimRoster roster) {
        this.tables = tables;
        this.roster = roster;
    }

    @Override
    public List<Traits> idle(String pool) {
        var busy = owned().stream().map(job -> job.worker).toList();
        return roster.live().stream()
                .filter(worker -> !busy.contains(worker))
                .map(_ -> ALIKE)
                .toList();
    }

    @Override
    public List<Running> running(String pool) {
        return owned().stream()
                .map(job ->
                        new Running(
                                job.id,
                                job.project,
                                PriorityClass.of(job.priority),
                                job.createdAt,
                                tables.attempt(job.id, job.token).orElseThrow().startedAt(),
                                ALIKE,
                                job.yields))
                .toList();
    }

    private List<JobEntity> owned() {
        return tables.jobs().stream().filter(job -> job.state().owned()).toList();
    }

    @Override
    public void decide(String pool) {
        // Transactions of a simulated world come one after the other.
    }
}
