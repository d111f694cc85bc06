package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.quotes.Quotes;
import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.orchestrator.scheduling.Forecast.Place;
import dev.hone.orchestrator.scheduling.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the waiting jobs stand, why they wait, and when they are expected to start. A pool is
/// looked at once for all who ask within a moment; a job that came in it has no place yet.
@ApplicationScoped
class Places {
    private final PlaceRows rows;
    private final QueueStore queue;
    private final FleetStore fleet;
    private final Quotes quotes;
    private final SchedulingConfig config;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Places(
            PlaceRows rows,
            QueueStore queue,
            FleetStore fleet,
            Quotes quotes,
            SchedulingConfig config) {
        this.rows = rows;
        this.queue = queue;
        this.fleet = fleet;
        this.quotes = quotes;
        this.config = config;
    }

    /// @param at by the monotonic clock
    private record Seen(long at, Map<String, Place> places) {}

    /// By job; those that do not wait are absent.
    Map<String, Place> of(Collection<JobEntity> jobs) {
        var places = new HashMap<String, Place>();
        jobs.stream()
                .filter(job -> job.state() instanceof JobState.Queued)
                .collect(Collectors.groupingBy(job -> job.pool))
                .forEach((pool, waiting) -> places.putAll(inPool(pool, waiting)));
        return places;
    }

    private Map<String, Place> inPool(String pool, List<JobEntity> jobs) {
        var known = seen.get(pool);
        if (known == null || tooOld(known)) {
            known = new Seen(System.nanoTime(), forecast(pool));
            seen.put(pool, known);
        }
        var places = known.places();
        return jobs.stream()
                .filter(job -> places.containsKey(job.id))
                .collect(Collectors.toMap(job -> job.id, job -> places.get(job.id)));
    }

    private boolean tooOld(Seen known) {
        return System.nanoTime() - known.at() >= config.forecastAge().toNanos();
    }

    private Map<String, Place> forecast(String pool) {
        var waiting = rows.waiting(pool);
        var running = running(pool);
        var projects =
                Stream.concat(
                                waiting.stream().map(Forecast.Waiting::project),
                                running.stream().map(Forecast.Running::project))
                        .collect(Collectors.toSet());
        return Forecast.of(
                new Scheduler(config.promoteAfter()),
                queue.standing(projects),
                fleet.idle(pool),
                running,
                waiting);
    }

    private List<Forecast.Running> running(String pool) {
        var left = new HashMap<String, Double>();
        quotes.running(pool).stream()
                .filter(job -> job.secondsLeft() != null)
                .forEach(job -> left.put(job.job(), Objects.requireNonNull(job.secondsLeft())));
        return fleet.running(pool).stream()
                .map(job -> new Forecast.Running(job.project(), job.worker(), left.get(job.job())))
                .toList();
    }
}
