package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.orchestrator.quotes.Quote;
import dev.hone.protocol.preflight.PreflightFinding;
import java.util.List;

/// What a job would take, and whether it would be let in.
///
/// @param quote without a workload while the preflight runs, and of a job that it keeps from
///   running
/// @param preflight of its rows
/// @param blocking what the preflight keeps the job from running for
public record Plan(Quote quote, PreflightView preflight, List<PreflightFinding> blocking) {
    public Plan {
        blocking = List.copyOf(blocking);
    }
}
