package dev.hone.orchestrator.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    /// @param shares one for each project of a lane
    public List<Lane> order(
            Collection<Lane> lanes, Map<String, Share> shares, double virtualTime, Instant now) {
        return lanes.stream()
                .filter(lane -> share(shares, lane).limit() == null)
                .sorted(
                        Comparator.comparing((Lane lane) -> urgency(lane, now))
                                .reversed()
                                .thenComparingDouble(lane -> share(shares, lane).next(virtualTime))
                                .thenComparing(Lane::since)
                                .thenComparing(Lane::project))
                .toList();
    }

    private PriorityClass urgency(Lane lane, Instant now) {
        return lane.priority().after(Duration.between(lane.since(), now), promoteAfter);
    }

    private static Share share(Map<String, Share> shares, Lane lane) {
        return Objects.requireNonNull(shares.get(lane.project()), lane.project());
    }
}
