package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules for what a job may be limited to.
final class BoundsRules {
    /// A hundred years.
    private static final double LONGEST = 3_155_760_000.0;

    /// Of any currency; what is more is a slip.
    private static final double DEAREST = 1e9;

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
        within("worker_seconds", bounds.workerSeconds(), LONGEST, faults);
        within("money", bounds.money(), DEAREST, faults);
    }

    private static void within(
            String member, @Nullable Double given, double most, List<Fault> faults) {
        if (given != null && !(given > 0 && given < most)) {
            faults.add(
                    new Fault(
                            "x_hone.limits." + member,
                            "%s must be above 0 and below %.0f, was %s"
                                    .formatted(member, most, given),
                            "out_of_range"));
        }
    }
}
