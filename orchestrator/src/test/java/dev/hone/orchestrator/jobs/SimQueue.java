package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Share;
import dev.hone.orchestrator.scheduling.Standing;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Queues and shares over simulated tables.
final class SimQueue implements QueueStore {
    private static final Comparator<JobEntity> BY_AGE =
            Comparator.comparing((JobEntity job) -> job.createdAt).thenComparing(job -> job.id);

    private final SimTables tables;
    private final SimClock clock;

    SimQueue(SimTables tables, SimClock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public List<Lane> lanes(String pool) {
        var lanes = new LinkedHashMap<String, Lane>();
        waiting(pool)
                .forEach(job -> {
                    var priority = PriorityClass.of(job.priority);
                    lanes.putIfAbsent(
                            job.project + priority + job.needs,
                            new Lane(job.project, priority, job.needs(), job.createdAt));
                });
        return List.copyOf(lanes.values());
    }

    @Override
    public Standing standing(Collection<String> projects) {
        var shares =
                projects.stream()
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), this::lockShare));
        var virtualTime = tables.shares().stream().mapToDouble(Share::start).max().orElse(0);
        return new Standing(shares, virtualTime, clock.now());
    }

    @Override
    public Optional<JobEntity> first(String pool, Lane lane) {
        return waiting(pool)
                .filter(job -> job.project.equals(lane.project()))
                .filter(job -> PriorityClass.of(job.priority) == lane.priority())
                .filter(job -> job.needs().equals(lane.needs()))
                .findFirst()
                .flatMap(job -> tables.job(job.id));
    }

    @Override
    public Share lockShare(String project) {
        int running = tables.running(project);
        return tables.shares().stream()
                .filter(share -> share.project().equals(project))
                .findFirst()
                .map(share -> with(project, share.start(), share.finish(), running))
                .orElseGet(() -> with(project, 0, 0, running));
    }

    private static Share with(String project, double start, double finish, int running) {
        return new Share(
                project, 1, start, finish, running, SimOwners.mostRunning(project), 0, null);
    }

    @Override
    public Optional<Double> quoted(String jobId) {
        return Optional.empty();
    }

    @Override
    public void keep(Share share) {
        tables.putShare(share);
    }

    @Override
    public int settle(int size) {
        return 0;
    }

    private Stream<JobEntity> waiting(String pool) {
        return tables.jobs().stream()
                .filter(job -> job.state.equals("queued") && job.pool.equals(pool))
                .sorted(BY_AGE);
    }
}
