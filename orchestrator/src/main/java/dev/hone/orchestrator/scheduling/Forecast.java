package dev.hone.orchestrator.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Plays a pool's queue forward with the scheduler itself, so that what people are told of their
/// places is what will be done if nothing changes.
public final class Forecast {
    private final Scheduler scheduler;
    private final Map<String, Share> shares;
    private final Map<LaneKey, Deque<Waiting>> lanes = new LinkedHashMap<>();
    private final PriorityQueue<Busy> workers =
            new PriorityQueue<>(Comparator.comparing(Busy::until));
    private final Map<String, Place> places = new HashMap<>();
    private final List<Traits> pool = new ArrayList<>();
    private double virtualTime;

    /// Workers for whom no project may give a job before another of its jobs has ended.
    private final List<Traits> held = new ArrayList<>();

    /// A job that waits.
    ///
    /// @param since when it was submitted
    /// @param seconds that it will take; null if nobody knows
    public record Waiting(
            String job,
            String project,
            PriorityClass priority,
            Needs needs,
            Instant since,
            @Nullable Double seconds) {}

    /// A job that a worker has.
    ///
    /// @param secondsLeft null if nobody knows
    public record Running(String project, Traits worker, @Nullable Double secondsLeft) {}

    /// Where a job stands.
    ///
    /// @param position 1 is next
    /// @param reason why it waits, in words
    /// @param starts when it is expected to start; null if that is not known
    public record Place(int position, String reason, @Nullable Instant starts) {}

    private record LaneKey(String project, PriorityClass priority, Needs needs) {}

    /// A worker that is free at a time.
    ///
    /// @param known whether the time is one, and no guess stands behind it
    private record Busy(Instant until, boolean known, Traits worker, @Nullable String project) {}

    private Forecast(Scheduler scheduler, Standing standing) {
        this.scheduler = scheduler;
        this.virtualTime = standing.virtualTime();
        this.shares = new HashMap<>(standing.shares());
    }

    /// @param standing of each project that has a job in the pool
    /// @param idle workers without a job
    /// @param waiting in order of age
    /// @return by job
    public static Map<String, Place> of(
            Scheduler scheduler,
            Standing standing,
            List<Traits> idle,
            List<Running> running,
            List<Waiting> waiting) {
        var now = standing.now();
        var forecast = new Forecast(scheduler, standing);
        waiting.forEach(forecast::wait);
        idle.forEach(worker -> forecast.workers.add(new Busy(now, true, worker, null)));
        running.forEach(job -> forecast.workers.add(busy(job, now)));
        forecast.workers.forEach(worker -> forecast.pool.add(worker.worker()));
        forecast.play(now);
        return forecast.places;
    }

    private static Busy busy(Running job, Instant now) {
        var left = job.secondsLeft();
        return new Busy(
                now.plusMillis(left == null ? 0 : (long) (left * 1_000)),
                left != null,
                job.worker(),
                job.project());
    }

    private void wait(Waiting job) {
        lanes.computeIfAbsent(
                        new LaneKey(job.project(), job.priority(), job.needs()),
                        _ -> new ArrayDeque<>())
                .add(job);
    }

    private void play(Instant now) {
        var limits = limitsNow();
        boolean known = true;
        while (!lanes.isEmpty()) {
            var free = workers.poll();
            if (free == null) {
                rest(limits);
                return;
            }
            known &= free.known();
            release(free);
            var next = choose(free);
            if (next.isEmpty()) {
                hold(free.worker());
                continue;
            }
            place(next.get(), known ? free.until() : null, limits, free.until().equals(now));
            known = start(next.get(), free) && known;
        }
    }

    /// One that meets the needs of no job that is left is not looked at again.
    private void hold(Traits worker) {
        if (lanes.keySet().stream().anyMatch(lane -> lane.needs().metBy(worker))) {
            held.add(worker);
        }
    }

    private Map<String, String> limitsNow() {
        var limits = new HashMap<String, String>();
        shares.forEach((project, share) -> {
            var limit = share.limit();
            if (limit != null) {
                limits.put(project, limit);
            }
        });
        return limits;
    }

    private void release(Busy free) {
        if (free.project() == null) {
            return;
        }
        shares.computeIfPresent(free.project(), (_, share) -> share.released());
        held.forEach(worker -> workers.add(new Busy(free.until(), free.known(), worker, null)));
        held.clear();
    }

    private Optional<Waiting> choose(Busy free) {
        var heads = new ArrayList<Lane>();
        lanes.forEach((key, jobs) -> {
            if (key.needs().metBy(free.worker())) {
                heads.add(
                        new Lane(
                                key.project(),
                                key.priority(),
                                key.needs(),
                                jobs.getFirst().since()));
            }
        });
        return scheduler.order(heads, new Standing(shares, virtualTime, free.until())).stream()
                .findFirst()
                .map(lane -> taken(new LaneKey(lane.project(), lane.priority(), lane.needs())));
    }

    private Waiting taken(LaneKey key) {
        var jobs = Objects.requireNonNull(lanes.get(key));
        var job = jobs.removeFirst();
        if (jobs.isEmpty()) {
            lanes.remove(key);
        }
        return job;
    }

    private boolean start(Waiting job, Busy worker) {
        double seconds = job.seconds() == null ? 0 : job.seconds();
        var charged =
                Objects.requireNonNull(shares.get(job.project())).charged(virtualTime, seconds);
        shares.put(job.project(), charged);
        virtualTime = Math.max(virtualTime, charged.start());
        workers.add(
                new Busy(
                        worker.until().plus(Duration.ofMillis((long) (seconds * 1_000))),
                        job.seconds() != null,
                        worker.worker(),
                        job.project()));
        return job.seconds() != null;
    }

    private void place(
            Waiting job, @Nullable Instant starts, Map<String, String> limits, boolean now) {
        int position = places.size() + 1;
        var limit = limits.get(job.project());
        String reason;
        if (limit != null) {
            reason = limit;
        } else if (now) {
            reason = "a worker is free";
        } else if (position == 1) {
            reason = "next in line; " + busy(job.needs());
        } else {
            reason =
                    "%d %s before it; %s"
                            .formatted(
                                    position - 1,
                                    position == 2 ? "job is" : "jobs are",
                                    busy(job.needs()));
        }
        places.put(job.job(), new Place(position, reason, starts));
    }

    private static String busy(Needs needs) {
        return needs.words().isEmpty()
                ? "every worker of the pool has a job"
                : "every worker of the pool with %s has a job".formatted(needs.words());
    }

    /// Jobs that no worker will ever take as things are.
    private void rest(Map<String, String> limits) {
        lanes.values().stream()
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(Waiting::since))
                .forEach(job ->
                        places.put(
                                job.job(), new Place(places.size() + 1, never(job, limits), null)));
    }

    private String never(Waiting job, Map<String, String> limits) {
        if (pool.isEmpty()) {
            return "the pool has no live worker";
        }
        if (pool.stream().noneMatch(job.needs()::metBy)) {
            return "the pool has no live worker with " + job.needs().words();
        }
        return Objects.requireNonNullElse(
                limits.get(job.project()), "the project's quota will be used up before");
    }
}
