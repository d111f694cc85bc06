package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.preflights.PreflightWork;
import jakarta.enterprise.context.ApplicationScoped;

/// What requests for jobs become. A request that is refused is told all its faults together.
@ApplicationScoped
public class Submissions {
    private final Acceptance acceptance;
    private final ValidationSplits splits;
    private final Plans plans;

    Submissions(Acceptance acceptance, ValidationSplits splits, Plans plans) {
        this.acceptance = acceptance;
        this.splits = splits;
        this.plans = plans;
    }

    /// The request on files that are there: those that it wants its training file split into are
    /// made, in transactions of their own.
    public JobRequest ready(JobRequest request) {
        return splits.made(request);
    }

    /// Holds base and files for the running transaction.
    public Submission accept(JobRequest request) {
        return acceptance.accept(request);
    }

    /// The same with the preflight of its rows, begun now unless the same was asked for before.
    public Examined examined(Submission accepted, JobRequest request) {
        return acceptance.examined(accepted, request);
    }

    /// What a preflight of the request would go over. Faulty rows are let in: it is to tell them.
    public PreflightWork work(JobRequest request) {
        return acceptance.work(request);
    }

    /// What a job of the request would take; waits for the preflight of its rows, but not for ever.
    public Plan plan(JobRequest request) {
        return plans.of(request);
    }
}
