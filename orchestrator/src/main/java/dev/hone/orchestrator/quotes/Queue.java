package dev.hone.orchestrator.quotes;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;

/// When the next worker is free: each job that waits goes to the worker that is free first.
final class Queue {
    private Queue() {}

    /// @param idle workers without a job
    /// @param running seconds that are left of each running job
    /// @param waiting seconds of the jobs before this one, in their order
    /// @return empty if there is no worker at all
    static OptionalDouble startsIn(int idle, List<Double> running, List<Double> waiting) {
        var free = new PriorityQueue<>(running);
        free.addAll(Collections.nCopies(idle, 0.0));
        if (free.isEmpty()) {
            return OptionalDouble.empty();
        }
        for (double seconds : waiting) {
            free.add(free.remove() + seconds);
        }
        return OptionalDouble.of(free.remove());
    }
}
