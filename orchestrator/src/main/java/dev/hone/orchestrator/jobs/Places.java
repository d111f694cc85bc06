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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the waiting jobs stand, why they wait, and when they are expected to start. A pool is
/// looked at once for all who ask within a moment, by one of them; a job that came in it has no
/// place yet. The longer the queue, the longer is that moment: looking takes a bounded part of the
/// processor, whatever the number of jobs and of those who ask.
@ApplicationScoped
class Places {
    private final PlaceRows rows;
    private final QueueStore queue;
    private final FleetStore fleet;
    private final Quotes quotes;
    private final SchedulingConfig config;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Lock> looking = new ConcurrentHashMap<>();

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

    /// What was seen serves for so many times the time that it took to see it.
    private static final int SERVES_FOR = 10;

    /// @param at by the monotonic clock
    /// @param took nanoseconds
    private record Seen(long at, long took, Map<String, Place> places) {}

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
        var places = places(pool);
        return jobs.stream()
                .filter(job -> places.containsKey(job.id))
                .collect(Collectors.toMap(job -> job.id, job -> places.get(job.id)));
    }

    private Map<String, Place> places(String pool) {
        var known = seen.get(pool);
        if (known != null && isFresh(known)) {
            return known.places();
        }
        // Nobody waits for who looks: each of those who ask holds a connection to the database.
        var lock = looking.computeIfAbsent(pool, _ -> new ReentrantLock());
        if (!lock.tryLock()) {
            return known == null ? Map.of() : known.places();
        }
        try {
            return look(pool).places();
        } finally {
            lock.unlock();
        }
    }

    private Seen look(String pool) {
        var known = seen.get(pool);
        if (known != null && isFresh(known)) {
            return known;
        }
        long began = System.nanoTime();
        var places = forecast(pool);
        var found = new Seen(began, System.nanoTime() - began, places);
        seen.put(pool, found);
        return found;
    }

    private boolean isFresh(Seen known) {
        long age = System.nanoTime() - known.at();
        var serves = config.forecastAge();
        return !serves.isZero() && age < Math.max(serves.toNanos(), SERVES_FOR * known.took());
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
