package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.outbox.Outbox;
import dev.hone.protocol.TrainEvent.Level;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way from state to state. Every change of a job's state is saved here, with its row of
/// history, the sentence its owner reads, the bell where it becomes ready to run, and, once the
/// transaction has committed, one line in the log and one count.
@ApplicationScoped
class Transitions {
    private static final Logger LOG = LoggerFactory.getLogger(Transitions.class);

    private final JobStore jobs;
    private final DatabaseClock clock;
    private final Outbox outbox;
    private final EventLog events;
    private final MeterRegistry meters;
    private final AfterCommit afterCommit;

    Transitions(
            JobStore jobs,
            DatabaseClock clock,
            Outbox outbox,
            EventLog events,
            MeterRegistry meters,
            AfterCommit afterCommit) {
        this.jobs = jobs;
        this.clock = clock;
        this.outbox = outbox;
        this.events = events;
        this.meters = meters;
        this.afterCommit = afterCommit;
    }

    /// A new job enters its first state.
    void begin(JobEntity job) {
        jobs.add(job);
        write(Move.of(job, null, job.state(), clock.now(), "submitted"), job.state());
    }

    /// @param next made by a method of the state that the job is in
    void move(JobEntity job, JobState next, String reason) {
        var from = job.state();
        var now = clock.now();
        job.enter(next, now);
        write(Move.of(job, from, next, now, reason), next);
        if (next instanceof JobState.Queued) {
            outbox.ring(job.pool, job.id);
        }
    }

    private void write(Move move, JobState to) {
        jobs.keep(move);
        events.say(
                move.jobId(),
                move.token(),
                levelOf(to),
                "Job is %s: %s".formatted(move.to(), move.reason()));
        afterCommit.tell(() -> told(move));
    }

    private static Level levelOf(JobState to) {
        return switch (to) {
            case JobState.Failed _ -> Level.ERROR;
            case JobState.Retrying _ -> Level.WARN;
            case JobState.Validating _, JobState.Queued _, JobState.Running _ -> Level.INFO;
            case JobState.Finalizing _, JobState.Pausing _, JobState.Paused _ -> Level.INFO;
            case JobState.Cancelling _, JobState.Cancelled _, JobState.Succeeded _ -> Level.INFO;
        };
    }

    private void told(Move move) {
        var from = Objects.requireNonNullElse(move.from(), "none");
        meters.counter("hone.job.transitions", "from", from, "to", move.to()).increment();
        LOG.atInfo()
                .addKeyValue("jobId", move.jobId())
                .addKeyValue("project", move.project())
                .addKeyValue("attempt", move.attempt())
                .addKeyValue("from", from)
                .addKeyValue("to", move.to())
                .addKeyValue("reason", move.reason())
                .log("Job changed state");
    }
}
