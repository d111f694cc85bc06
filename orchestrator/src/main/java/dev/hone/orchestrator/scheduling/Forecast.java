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
    private double virtualTime;

    /// Workers for whom no project may give a job before another of its jobs has ended.
    private int held;

    /// A job that waits.
    ///
    /// @param since when it was submitted
    /// @param seconds that it will take; null if nobody knows
    public record Waiting(
            String job,
            String project,
            PriorityClass priority,
            Instant since,
            @Nullable Double seconds) {}

    /// A job that a worker has.
    ///
    /// @param secondsLeft null if nobody knows
    public record Running(String project, @Nullable Double secondsLeft) {}

    /// Where a job stands.
    ///
    /// @param position 1 is next
    /// @param reason why it waits, in words
    /// @param starts when it is expected to start; null if that is not known
    public record Place(int position, String reason, @Nullable Instant starts) {}

    private record LaneKey(String project, PriorityClass priority) {}

    /// A worker that is free at a time.
    ///
    /// @param known whether the time is one, and no guess stands behind it
    private record Busy(Instant until, boolean known, @Nullable String project) {}

    private Forecast(Scheduler scheduler, Collection<Share> shares, double virtualTime) {
        this.scheduler = scheduler;
        this.virtualTime = virtualTime;
        this.shares = new HashMap<>();
        shares.forEach(share -> this.shares.put(share.project(), share));
    }

    /// @param shares one for each project that has a job in the pool
    /// @param idle workers without a job
    /// @param waiting in order of age
    /// @return by job
    public static Map<String, Place> of(
            Scheduler scheduler,
            Collection<Share> shares,
            double virtualTime,
            int idle,
            List<Running> running,
            List<Waiting> waiting,
            Instant now) {
        var forecast = new Forecast(scheduler, shares, virtualTime);
        waiting.forEach(forecast::wait);
        for (int i = 0; i < idle; i++) {
            forecast.workers.add(new Busy(now, true, null));
        }
        running.forEach(job -> forecast.workers.add(busy(job, now)));
        forecast.play(now, idle + running.size());
        return forecast.places;
    }

    private static Busy busy(Running job, Instant now) {
        var left = job.secondsLeft();
        return new Busy(
                now.plusMillis(left == null ? 0 : (long) (left * 1_000)),
                left != null,
                job.project());
    }

    private void wait(Waiting job) {
        lanes.computeIfAbsent(new LaneKey(job.project(), job.priority()), _ -> new ArrayDeque<>())
                .add(job);
    }

    private void play(Instant now, int workerCount) {
        var limits = limitsNow();
        var nobody = workerCount == 0;
        boolean known = true;
        while (!lanes.isEmpty()) {
            var free = workers.poll();
            if (free == null) {
                rest(limits, nobody);
                return;
            }
            known &= free.known();
            release(free);
            var next = choose(free.until());
            if (next == null) {
                held++;
                continue;
            }
            place(next, known ? free.until() : null, limits, free.until().equals(now));
            known = start(next, free.until()) && known;
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
        for (; held > 0; held--) {
            workers.add(new Busy(free.until(), free.known(), null));
        }
    }

    private @Nullable Waiting choose(Instant at) {
        var heads = new ArrayList<Lane>();
        lanes.forEach((key, jobs) ->
                heads.add(new Lane(key.project(), key.priority(), jobs.getFirst().since())));
        var order = scheduler.order(heads, shares, virtualTime, at);
        if (order.isEmpty()) {
            return null;
        }
        var key = new LaneKey(order.getFirst().project(), order.getFirst().priority());
        var jobs = Objects.requireNonNull(lanes.get(key));
        var job = jobs.removeFirst();
        if (jobs.isEmpty()) {
            lanes.remove(key);
        }
        return job;
    }

    private boolean start(Waiting job, Instant at) {
        double seconds = job.seconds() == null ? 0 : job.seconds();
        var charged =
                Objects.requireNonNull(shares.get(job.project())).charged(virtualTime, seconds);
        shares.put(job.project(), charged);
        virtualTime = Math.max(virtualTime, charged.start());
        workers.add(
                new Busy(
                        at.plus(Duration.ofMillis((long) (seconds * 1_000))),
                        job.seconds() != null,
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
            reason = "next in line; every worker of the pool has a job";
        } else {
            reason =
                    "%d %s before it; every worker of the pool has a job"
                            .formatted(position - 1, position == 2 ? "job is" : "jobs are");
        }
        places.put(job.job(), new Place(position, reason, starts));
    }

    /// Jobs that no worker will ever take as things are.
    private void rest(Map<String, String> limits, boolean nobody) {
        lanes.values().stream()
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(Waiting::since))
                .forEach(job -> {
                    var limit = limits.get(job.project());
                    var reason =
                            nobody
                                    ? "the pool has no live worker"
                                    : Objects.requireNonNullElse(
                                            limit, "the project's quota will be used up before");
                    places.put(job.job(), new Place(places.size() + 1, reason, null));
                });
    }
}
