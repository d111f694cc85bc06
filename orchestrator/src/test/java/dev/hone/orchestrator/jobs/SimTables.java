package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Share;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The database of a simulated world: committed rows, and at most one open transaction, whose
/// changes nobody sees before its commit. What triggers refuse in PostgreSQL is refused here.
final class SimTables {
    private static final List<Field> COLUMNS =
            Arrays.stream(JobEntity.class.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .toList();

    /// A commit that failed, for the reasons for which commits fail.
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    record AttemptRow(
            String jobId,
            long token,
            String worker,
            int resumeStep,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String outcomeDigest,
            Outcome.@Nullable Failed failure) {

        AttemptRow ended(Instant at) {
            return new AttemptRow(
                    jobId, token, worker, resumeStep, startedAt, at, outcomeDigest, failure);
        }

        AttemptRow withOutcome(String digest) {
            return new AttemptRow(
                    jobId, token, worker, resumeStep, startedAt, endedAt, digest, failure);
        }

        AttemptRow failed(Outcome.Failed how) {
            return new AttemptRow(
                    jobId, token, worker, resumeStep, startedAt, endedAt, outcomeDigest, how);
        }
    }

    record CheckpointRow(String jobId, long token, CheckpointManifest manifest) {}

    record AdapterRow(String jobId, long token, List<NamedObject> files) {}

    /// An outbox row.
    record BellRow(long id, String pool, String jobId, boolean published) {}

    private final Map<String, JobEntity> jobs = new LinkedHashMap<>();
    private final Map<String, AttemptRow> attempts = new LinkedHashMap<>();
    private final List<CheckpointRow> checkpoints = new ArrayList<>();
    private final List<AdapterRow> adapters = new ArrayList<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final Map<Long, BellRow> bells = new LinkedHashMap<>();
    private final Set<String> legalMoves;
    private final SimInvariants invariants;
    private final Supplier<SimFaults> faults;
    private final SimRandom random;
    private final Runnable meanwhile;
    private @Nullable Open open;
    private long lastBell;

    /// @param legalMoves as `from -> to`
    /// @param meanwhile what others may do before a transaction begins
    SimTables(
            Set<String> legalMoves,
            Supplier<SimFaults> faults,
            SimRandom random,
            Runnable meanwhile) {
        this.legalMoves = legalMoves;
        this.faults = faults;
        this.random = random;
        this.meanwhile = meanwhile;
        this.invariants = new SimInvariants(this);
    }

    /// What a transaction has read and written so far.
    private static final class Open {
        private final Map<String, JobEntity> touched = new LinkedHashMap<>();
        private final List<Runnable> writes = new ArrayList<>();
        private final List<Move> moves = new ArrayList<>();
        private final Map<String, AttemptRow> attempts = new HashMap<>();
        private final List<CheckpointRow> checkpoints = new ArrayList<>();
        private final Map<String, Share> shares = new HashMap<>();
    }

    <T> T transaction(Supplier<T> work) {
        if (open != null) {
            return work.get();
        }
        meanwhile.run();
        var transaction = new Open();
        open = transaction;
        try {
            var result = work.get();
            if (random.chance(faults.get().conflicts())) {
                throw new Aborted();
            }
            commit(transaction);
            if (random.chance(faults.get().unknownCommits())) {
                throw new Aborted();
            }
            return result;
        } finally {
            open = null;
        }
    }

    private void commit(Open transaction) {
        for (var move : transaction.moves) {
            if (move.from() != null && !legalMoves.contains(move.from() + " -> " + move.to())) {
                throw new SimViolation(
                        "job %s went from %s to %s"
                                .formatted(move.jobId(), move.from(), move.to()));
            }
        }
        transaction.touched.forEach((id, job) -> {
            var before = jobs.get(id);
            if (before != null && (job.token < before.token || job.attempt < before.attempt)) {
                throw new SimViolation("token or attempt of job %s goes back".formatted(id));
            }
            jobs.put(id, job);
        });
        attempts.putAll(transaction.attempts);
        checkpoints.addAll(transaction.checkpoints);
        shares.putAll(transaction.shares);
        transaction.writes.forEach(Runnable::run);
        invariants.afterCommit(transaction.touched.values(), transaction.moves);
    }

    private Open current() {
        if (open == null) {
            throw new IllegalStateException("outside a transaction");
        }
        return open;
    }

    /// The transaction's own copy of a row.
    Optional<JobEntity> job(String id) {
        var transaction = current();
        var mine = transaction.touched.get(id);
        if (mine != null) {
            return Optional.of(mine);
        }
        var committed = jobs.get(id);
        if (committed == null) {
            return Optional.empty();
        }
        var copy = copy(committed);
        transaction.touched.put(id, copy);
        return Optional.of(copy);
    }

    void addJob(JobEntity job) {
        if (jobs.containsKey(job.id)) {
            throw new Aborted();
        }
        current().touched.put(job.id, job);
    }

    void addMove(Move move) {
        current().moves.add(move);
    }

    void addAdapter(AdapterRow adapter) {
        current().writes.add(() -> adapters.add(adapter));
    }

    void addCheckpoint(CheckpointRow checkpoint) {
        var newest = job(checkpoint.jobId()).orElseThrow().token;
        if (checkpoint.token() < newest) {
            throw new SimViolation(
                    "a checkpoint of token %d was taken after %d"
                            .formatted(checkpoint.token(), newest));
        }
        current().checkpoints.add(checkpoint);
    }

    void removeCheckpoint(CheckpointRow checkpoint) {
        current().writes.add(() -> checkpoints.remove(checkpoint));
    }

    /// After the running transaction's commit, and never if there is none.
    void afterCommit(Runnable told) {
        current().writes.add(told);
    }

    void addBell(String pool, String jobId) {
        current()
                .writes
                .add(() -> {
                    lastBell++;
                    bells.put(lastBell, new BellRow(lastBell, pool, jobId, false));
                });
    }

    void markPublished(List<BellRow> published) {
        current().writes.add(() -> published.forEach(bell -> bells.remove(bell.id())));
    }

    void putShare(Share share) {
        current().shares.put(share.project(), share);
    }

    Collection<Share> shares() {
        return shares.values();
    }

    void putAttempt(AttemptRow row) {
        current().attempts.put(key(row.jobId(), row.token()), row);
    }

    Optional<AttemptRow> attempt(String jobId, long token) {
        var mine = current().attempts.get(key(jobId, token));
        return Optional.ofNullable(mine != null ? mine : attempts.get(key(jobId, token)));
    }

    /// Committed rows: all that a query without a lock can see.
    List<JobEntity> jobs() {
        return List.copyOf(jobs.values());
    }

    List<AttemptRow> attempts(String jobId) {
        return attempts.values().stream().filter(row -> row.jobId().equals(jobId)).toList();
    }

    /// What a job's attempts have taken of workers.
    double seconds(String jobId, Instant now) {
        return attempts.values().stream()
                .filter(row -> row.jobId().equals(jobId))
                .mapToDouble(row ->
                        Duration.between(
                                                row.startedAt(),
                                                Objects.requireNonNullElse(row.endedAt(), now))
                                        .toMillis()
                                / 1_000.0)
                .sum();
    }

    /// Jobs of a project that workers have.
    int running(String project) {
        return (int)
                jobs.values().stream()
                        .filter(job -> job.project.equals(project) && job.state().owned())
                        .count();
    }

    /// With those of the running transaction.
    List<CheckpointRow> checkpoints(String jobId) {
        return Stream.concat(checkpoints.stream(), current().checkpoints.stream())
                .filter(row -> row.jobId().equals(jobId))
                .toList();
    }

    List<AdapterRow> adapters(String jobId) {
        return adapters.stream().filter(row -> row.jobId().equals(jobId)).toList();
    }

    List<BellRow> bells() {
        return List.copyOf(bells.values());
    }

    private static String key(String jobId, long token) {
        return jobId + "/" + token;
    }

    private static JobEntity copy(JobEntity job) {
        var copy = new JobEntity();
        try {
            for (var column : COLUMNS) {
                column.setAccessible(true);
                column.set(copy, column.get(job));
            }
        } catch (IllegalAccessException refused) {
            throw new IllegalStateException(refused);
        }
        return copy;
    }
}
