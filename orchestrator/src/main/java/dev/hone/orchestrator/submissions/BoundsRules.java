package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The rules for what a job may be limited to.
final class BoundsRules {
    /// A hundred years.
    private static final double LONGEST = 3_155_760_000.0;

    private BoundsRules() {}

    /// A limit that is passed already stops nothing but the job's start.
    static void check(JobRequest.Bounds bounds, Instant now, List<Fault> faults) {
        var deadline = bounds.deadline();
        if (deadline != null && !deadline.isAfter(now)) {
            faults.add(
                    new Fault(
                            "x_hone.limits.deadline",
                            "deadline must be in the future, was %s; it is %s"
                                    .formatted(deadline, now.truncatedTo(ChronoUnit.SECONDS)),
                            "deadline_passed"));
        }
        var seconds = bounds.workerSeconds();
        if (seconds != null && !(seconds > 0 && seconds < LONGEST)) {
            faults.add(
                    new Fault(
                            "x_hone.limits.worker_seconds",
                            "worker_seconds must be above 0 and below %.0f, was %s"
                                    .formatted(LONGEST, seconds),
                            "out_of_range"));
        }
    }
}
