package dev.hone.orchestrator.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What always holds in a simulated world, by the numbers of the platform's invariants. These are
/// looked at after every commit, for the jobs that it touched.
final class SimInvariants {
    private final SimTables tables;
    private final Map<String, Move> last = new HashMap<>();

    SimInvariants(SimTables tables) {
        this.tables = tables;
    }

    void afterCommit(Collection<JobEntity> touched, List<Move> moves) {
        moves.forEach(this::follows);
        for (var job : touched) {
            agrees(job);
            adapterMeansSuccess(job);
        }
        if (!moves.isEmpty()) {
            oneJobAWorker();
            touched.stream().map(job -> job.project).distinct().forEach(this::withinQuota);
        }
    }

    private void withinQuota(String project) {
        var most = SimOwners.mostRunning(project);
        int running = tables.running(project);
        require(
                most == null || running <= most,
                15,
                "%d jobs of %s are running, %d may".formatted(running, project, most));
    }

    private void follows(Move move) {
        var before = last.put(move.jobId(), move);
        if (before == null) {
            return;
        }
        var id = move.jobId();
        require(!ended(before.to()), 6, "job %s left its end %s".formatted(id, before.to()));
        require(before.to().equals(move.from()), 17, "the history of %s has a gap".formatted(id));
        require(
                before.token() <= move.token() && before.attempt() <= move.attempt(),
                7,
                "token or attempt of %s goes back".formatted(id));
    }

    private void agrees(JobEntity job) {
        var told = Objects.requireNonNull(last.get(job.id)).to();
        require(
                job.state.equals(told),
                17,
                "%s is %s, its history says %s".formatted(job.id, job.state, told));
        require(
                job.state().owned() == (job.leaseExpiresAt != null),
                5,
                "%s is %s with lease %s".formatted(job.id, job.state, job.leaseExpiresAt));
    }

    private void adapterMeansSuccess(JobEntity job) {
        var adapters = tables.adapters(job.id);
        int right = job.state.equals("succeeded") ? 1 : 0;
        require(
                adapters.size() == right,
                2,
                "%s is %s with %d adapters".formatted(job.id, job.state, adapters.size()));
        require(
                adapters.stream().allMatch(adapter -> adapter.token() == job.token),
                3,
                "the adapter of %s has another token".formatted(job.id));
    }

    private void oneJobAWorker() {
        var busy = new HashMap<String, String>();
        for (var job : tables.jobs()) {
            if (job.state().owned()) {
                var other = busy.put(job.worker, job.id);
                require(
                        other == null,
                        5,
                        "worker %s owns %s and %s".formatted(job.worker, other, job.id));
            }
        }
    }

    private static boolean ended(String state) {
        return switch (state) {
            case "succeeded", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    static void require(boolean holds, int number, String otherwise) {
        if (!holds) {
            throw new SimViolation("invariant %d: %s".formatted(number, otherwise));
        }
    }
}
