package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.outbox.Outbox;
import dev.hone.protocol.TrainEvent.Level;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way from state to state. Every change of a job's state is saved here, with its row of
/// history, the sentence its owner reads, the bell where it becomes ready to run, and, once the
/// transaction has committed, one line in the log and one count.
@ApplicationScoped
class Transitions {
    private static final Logger LOG = LoggerFactory.getLogger(Transitions.class);

    private final Session session;
    private final DatabaseClock clock;
    private final Outbox outbox;
    private final EventLog events;
    private final MeterRegistry meters;
    private final TransactionSynchronizationRegistry transactions;

    Transitions(
            Session session,
            DatabaseClock clock,
            Outbox outbox,
            EventLog events,
            MeterRegistry meters,
            TransactionSynchronizationRegistry transactions) {
        this.session = session;
        this.clock = clock;
        this.outbox = outbox;
        this.events = events;
        this.meters = meters;
        this.transactions = transactions;
    }

    /// A new job enters its first state.
    void begin(JobEntity job) {
        session.persist(job);
        write(job, null, job.state(), "submitted", clock.now());
    }

    /// @param next made by a method of the state that the job is in
    void move(JobEntity job, JobState next, String reason) {
        var from = job.state();
        var now = clock.now();
        job.enter(next, now);
        write(job, from, next, reason, now);
        if (next instanceof JobState.Queued) {
            outbox.ring(job.pool, job.id);
        }
    }

    private void write(
            JobEntity job, @Nullable JobState from, JobState to, String reason, Instant now) {
        session.flush();
        session.createNativeMutationQuery(
                        """
                        INSERT INTO job_history
                            (job_id, from_state, to_state, at, attempt, token, reason)
                        VALUES (:job, :from, :to, :at, :attempt, :token, :reason)
                        """)
                .setParameter("job", job.id)
                .setParameter("from", from == null ? null : from.label(), String.class)
                .setParameter("to", to.label())
                .setParameter("at", now)
                .setParameter("attempt", job.attempt)
                .setParameter("token", job.token)
                .setParameter("reason", reason)
                .executeUpdate();
        events.say(job.id, job.token, levelOf(to), "Job is %s: %s".formatted(to.label(), reason));
        transactions.registerInterposedSynchronization(
                new Told(
                        job.id,
                        job.project,
                        job.attempt,
                        from == null ? "none" : from.label(),
                        to.label(),
                        reason));
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

    /// Tells of a change that has really been made: after the commit, never of a rolled back one.
    private final class Told implements Synchronization {
        private final String jobId;
        private final String project;
        private final int attempt;
        private final String from;
        private final String to;
        private final String reason;

        Told(String jobId, String project, int attempt, String from, String to, String reason) {
            this.jobId = jobId;
            this.project = project;
            this.attempt = attempt;
            this.from = from;
            this.to = to;
            this.reason = reason;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            meters.counter("hone.job.transitions", "from", from, "to", to).increment();
            LOG.atInfo()
                    .addKeyValue("jobId", jobId)
                    .addKeyValue("project", project)
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("from", from)
                    .addKeyValue("to", to)
                    .addKeyValue("reason", reason)
                    .log("Job changed state");
        }
    }
}
