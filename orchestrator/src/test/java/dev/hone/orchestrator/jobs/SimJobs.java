package dev.hone.orchestrator.jobs;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The protocol's stores over simulated tables. `JobStoreContract` holds what they have in common
/// with those over PostgreSQL.
final class SimJobs implements JobStore, AttemptStore, CheckpointStore {
    private final SimTables tables;
    private final SimClock clock;

    SimJobs(SimTables tables, SimClock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public void add(JobEntity job) {
        tables.addJob(job);
    }

    @Override
    public void keep(Move move) {
        tables.addMove(move);
    }

    @Override
    public Optional<JobEntity> lock(String id) {
        return tables.job(id);
    }

    @Override
    public Optional<JobEntity> lock(String project, String id) {
        return tables.job(id).filter(job -> job.project.equals(project));
    }

    @Override
    public List<JobEntity> ownedBy(String worker) {
        return locked(job -> job.state().owned() && worker.equals(job.worker), Integer.MAX_VALUE);
    }

    @Override
    public List<JobEntity> expired(int size) {
        return locked(
                job -> job.leaseExpiresAt != null && job.leaseExpiresAt.isBefore(clock.now()),
                size);
    }

    @Override
    public List<JobEntity> retryDue(int size) {
        return locked(job -> job.retryAt != null && !job.retryAt.isAfter(clock.now()), size);
    }

    @Override
    public List<JobEntity> withoutBell(Duration silence, int size) {
        var before = clock.now().minus(silence);
        return locked(
                job -> job.state.equals("queued") && rungBefore(job, before) && !ringing(job),
                size);
    }

    private static boolean rungBefore(JobEntity job, Instant before) {
        return job.bellAt != null && job.bellAt.isBefore(before);
    }

    private boolean ringing(JobEntity job) {
        return tables.bells().stream().anyMatch(bell -> bell.jobId().equals(job.id));
    }

    @Override
    public List<Overdue> overdue(int size) {
        return tables.jobs().stream()
                .filter(job -> job.stopCause == null && !job.state().terminal())
                .filter(job -> Limits.passed(job, used(job), clock.now()) != null)
                .limit(size)
                .map(job -> new Overdue(tables.job(job.id).orElseThrow(), used(job)))
                .toList();
    }

    private double used(JobEntity job) {
        return tables.seconds(job.id, clock.now());
    }

    @Override
    public Optional<Renewed> renew(String id, long token, Heartbeat heartbeat, Duration lease) {
        return tables.job(id)
                .filter(job -> job.token == token && job.state().owned())
                .map(job -> {
                    if (!job.state.equals("cancelling")) {
                        job.leaseExpiresAt = clock.now().plus(lease);
                    }
                    job.step = heartbeat.step();
                    return new Renewed(job.state, job.yields);
                });
    }

    private List<JobEntity> locked(Predicate<JobEntity> wanted, int size) {
        return tables.jobs().stream()
                .filter(wanted)
                .limit(size)
                .flatMap(job -> tables.job(job.id).stream())
                .toList();
    }

    @Override
    public void begin(JobEntity job, String worker, int resumeStep, double charged) {
        tables.putAttempt(
                new SimTables.AttemptRow(
                        job.id, job.token, worker, resumeStep, clock.now(), null, null, null));
        job.step = resumeStep;
    }

    @Override
    public void end(String jobId, long token, String reason) {
        tables.attempt(jobId, token)
                .filter(row -> row.endedAt() == null)
                .ifPresent(row -> tables.putAttempt(row.ended(clock.now())));
    }

    @Override
    public void rememberFailure(String jobId, long token, Outcome.Failed failure) {
        tables.putAttempt(tables.attempt(jobId, token).orElseThrow().failed(failure));
    }

    @Override
    public List<String> brokenAlike(JobEntity job, Outcome.Failed failure) {
        return tables.attempts(job.id).stream()
                .filter(row -> alike(row.failure(), failure))
                .map(SimTables.AttemptRow::worker)
                .filter(worker -> !worker.equals(job.worker))
                .toList();
    }

    private static boolean alike(Outcome.@Nullable Failed one, Outcome.Failed other) {
        return one != null
                && one.fingerprint() != null
                && one.fingerprint().equals(other.fingerprint());
    }

    @Override
    public boolean failedBefore(String jobId, String code) {
        return failures(jobId).anyMatch(failure -> failure.code().equals(code));
    }

    @Override
    public Optional<SmallerCalls> smallerCalls(String jobId) {
        return failures(jobId)
                .filter(failure -> FailureCode.OUT_OF_MEMORY.is(failure.code()))
                .reduce((_, newer) -> newer)
                .map(SmallerCalls::than);
    }

    private Stream<Outcome.Failed> failures(String jobId) {
        return tables.attempts(jobId).stream()
                .map(SimTables.AttemptRow::failure)
                .filter(Objects::nonNull);
    }

    @Override
    public void rememberOutcome(String jobId, long token, String digest) {
        var row = tables.attempt(jobId, token).orElseThrow();
        tables.putAttempt(row.withOutcome(digest));
    }

    @Override
    public Optional<String> outcomeDigest(String jobId, long token) {
        return tables.attempt(jobId, token).map(SimTables.AttemptRow::outcomeDigest);
    }

    @Override
    public int lastStep(String jobId, long token) {
        return tables.checkpoints(jobId).stream()
                .filter(row -> row.token() == token)
                .mapToInt(row -> row.manifest().step())
                .reduce(0, Math::max);
    }

    @Override
    public Optional<List<NamedObject>> files(String jobId, long token, int step) {
        return tables.checkpoints(jobId).stream()
                .filter(row -> row.token() == token && row.manifest().step() == step)
                .findFirst()
                .map(row -> row.manifest().files());
    }

    @Override
    public void add(String id, String jobId, long token, CheckpointManifest manifest) {
        tables.addCheckpoint(new SimTables.CheckpointRow(jobId, token, manifest));
    }

    @Override
    public List<CheckpointManifest> newest(String jobId, int most) {
        return newestFirst(jobId).limit(most).map(SimTables.CheckpointRow::manifest).toList();
    }

    @Override
    public List<NamedObject> keepNewest(String jobId, int most) {
        var forgotten = newestFirst(jobId).skip(most).toList();
        forgotten.forEach(tables::removeCheckpoint);
        return forgotten.stream().flatMap(row -> row.manifest().files().stream()).toList();
    }

    private Stream<SimTables.CheckpointRow> newestFirst(String jobId) {
        return tables.checkpoints(jobId).stream()
                .sorted(
                        Comparator.comparingLong(SimTables.CheckpointRow::token)
                                .thenComparingInt(row -> row.manifest().step())
                                .reversed());
    }
}
