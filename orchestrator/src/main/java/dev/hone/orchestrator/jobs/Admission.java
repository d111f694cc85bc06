package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.preflights.PreflightEnded;
import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.PreflightSpec;
import dev.hone.protocol.TrainEvent.Level;
import dev.hone.protocol.preflight.PreflightFinding;
import dev.hone.protocol.preflight.PreflightFinding.Severity;
import dev.hone.protocol.preflight.PreflightReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Lets a job out of its first state once its preflight has ended: into the queue, or not.
@ApplicationScoped
class Admission {
    private final JobRepository jobs;
    private final Transitions transitions;
    private final EventLog events;
    private final UnmappedFailures unmapped;

    Admission(
            JobRepository jobs,
            Transitions transitions,
            EventLog events,
            UnmappedFailures unmapped) {
        this.jobs = jobs;
        this.transitions = transitions;
        this.events = events;
        this.unmapped = unmapped;
    }

    /// A new job where no preflight is required.
    void enter(JobEntity job) {
        transitions.move(job, new JobState.Validating().accept(), "request and files are valid");
    }

    /// A new job; it stays where it is while its preflight runs.
    void enter(JobEntity job, PreflightView preflight) {
        if (preflight.state().ended()) {
            decide(job, preflight);
        }
    }

    /// In the transaction that ends the preflight, so that no job is forgotten between the two.
    void decideAll(@Observes PreflightEnded ended) {
        var preflight = ended.preflight();
        jobs.awaiting(preflight.id()).forEach(job -> decide(job, preflight));
    }

    private void decide(JobEntity job, PreflightView preflight) {
        if (!(job.state() instanceof JobState.Validating validating)) {
            return;
        }
        if (preflight.report() == null) {
            var cause = cause(Objects.requireNonNull(preflight.failure()));
            transitions.move(job, validating.fail(cause), preflightFailed(preflight));
            unmapped.look(job, null, cause.code());
            return;
        }
        var spec = Objects.requireNonNull(job.spec().preflight());
        var report = preflight.report();
        report.findings().forEach(finding -> tell(job, spec, finding));
        var blocking = report.findings().stream().filter(spec::blocks).toList();
        if (blocking.isEmpty()) {
            transitions.move(job, validating.accept(), passed(report));
        } else {
            var cause = JobFailure.of(FailureCode.PREFLIGHT_FAILED, refusal(blocking, preflight));
            transitions.move(job, validating.fail(cause), cause.message());
        }
    }

    private void tell(JobEntity job, PreflightSpec spec, PreflightFinding finding) {
        boolean overridden = finding.severity() == Severity.ERROR && !spec.blocks(finding);
        events.say(
                job.id,
                job.token,
                spec.blocks(finding) ? Level.ERROR : Level.WARN,
                (overridden ? "Ignored as asked for: " : "") + sentence(finding));
    }

    private static String passed(PreflightReport report) {
        return "preflight passed: %d rows, %d tokens, %d of them learned"
                .formatted(
                        report.training().usableRows(),
                        report.training().tokens(),
                        report.training().learnedTokens());
    }

    private static String refusal(List<PreflightFinding> blocking, PreflightView preflight) {
        return "%d %s: %s. The whole report: /v1/preflights/%s"
                .formatted(
                        blocking.size(),
                        blocking.size() == 1 ? "finding blocks the job" : "findings block the job",
                        blocking.stream()
                                .map(Admission::sentence)
                                .collect(Collectors.joining("; ")),
                        preflight.id());
    }

    private static String sentence(PreflightFinding finding) {
        var rows =
                finding.rows() == 0
                        ? ""
                        : " (%d, first in line %d)"
                                .formatted(finding.rows(), finding.firstLines().getFirst());
        return "%s, %s file: %s%s"
                .formatted(finding.code(), finding.file(), finding.message(), rows);
    }

    private static JobFailure cause(PreflightView.Failure failure) {
        return new JobFailure(failure.whose(), failure.code(), failure.message());
    }

    private static String preflightFailed(PreflightView preflight) {
        return "its preflight could not be done: "
                + Objects.requireNonNull(preflight.failure()).message();
    }
}
