package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.workers.Drain;
import dev.hone.orchestrator.workers.Roster;
import dev.hone.protocol.ClaimRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which workers of a simulated world are drained.
final class SimRoster implements Roster {
    private final Map<String, Drain> drains = new HashMap<>();

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
        return !drains.containsKey(worker.worker());
    }

    @Override
    public Optional<Drain> heard(String worker) {
        return Optional.ofNullable(drains.get(worker));
    }
}
