package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.workers.Drain;
import dev.hone.orchestrator.workers.Roster;
import dev.hone.protocol.ClaimRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Which workers of a simulated world were heard of, and which are drained.
final class SimRoster implements Roster {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SimClock clock;
    private final Map<String, Drain> drains = new HashMap<>();
    private final Map<String, Instant> seen = new TreeMap<>();

    SimRoster(SimClock clock) {
        this.clock = clock;
    }

    /// Those that are not silent and may have a job.
    List<String> live() {
        var since = clock.now().minus(SILENCE);
        return seen.keySet().stream()
                .filter(worker -> Objects.requireNonNull(seen.get(worker)).isAfter(since))
                .filter(worker -> !drains.containsKey(worker))
                .toList();
    }

    void drain(String worker, Drain drain) {
        drains.put(worker, drain);
    }

    void resume(String worker) {
        drains.remove(worker);
    }

    void resumeAll() {
        drains.clear();
    }

    @Override
    public boolean asks(ClaimRequest worker) {
        seen.put(worker.worker(), clock.now());
        return !drains.containsKey(worker.worker());
    }

    @Override
    public Optional<Drain> heard(String worker) {
        seen.put(worker, clock.now());
        return Optional.ofNullable(drains.get(worker));
    }
}
