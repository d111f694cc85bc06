package dev.hone.orchestrator.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Chooses the lane whose first job is next: the most urgent class, in it the project that has had
/// the least of its share, in it the longest wait. Projects at a limit are passed over.
///
/// @param promoteAfter waiting that lifts a job by one class
public record Scheduler(Duration promoteAfter) {
    public Scheduler {
        if (promoteAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "promoteAfter must be at least 1s, was " + promoteAfter);
        }
    }

    /// The lanes that may give a job now, the best first.
    ///
    /// @param standing of each project that has a lane
    public List<Lane> order(Collection<Lane> lanes, Standing standing) {
        return lanes.stream()
                .filter(lane -> standing.of(lane.project()).limit() == null)
                .sorted(
                        Comparator.comparing((Lane lane) -> urgency(lane, standing.now()))
                                .reversed()
                                .thenComparingDouble(lane ->
                                        standing.of(lane.project()).next(standing.virtualTime()))
                                .thenComparing(Lane::since)
                                .thenComparing(Lane::project))
                .toList();
    }

    private PriorityClass urgency(Lane lane, Instant now) {
        return lane.priority().after(Duration.between(lane.since(), now), promoteAfter);
    }
}
