package dev.hone.orchestrator.jobs;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.sql.Column;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what attempts wrote and no row speaks of: half checkpoints, results of attempts that
/// were overtaken. It starts a day after the job's end, when nobody can still be writing, and looks
/// only under the keys of jobs it knows: a store may be shared.
@ApplicationScoped
class ObjectSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectSweeper.class);
    private static final int BATCH = 50;

    private final Session session;
    private final ObjectStore store;
    private final JobRepository jobs;
    private final DatabaseClock clock;

    ObjectSweeper(Session session, ObjectStore store, JobRepository jobs, DatabaseClock clock) {
        this.session = session;
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
    }

    int sweepEndedJobs() {
        var removed = 0;
        for (var jobId : QuarkusTransaction.requiringNew().call(this::unswept)) {
            removed += sweep(jobId);
        }
        return removed;
    }

    private int sweep(String jobId) {
        var used = QuarkusTransaction.requiringNew().call(() -> used(jobId));
        var removed = 0;
        try {
            for (var key : store.list(StorePrefix.ofJob(jobId))) {
                if (!used.contains(key)) {
                    store.delete(key);
                    removed++;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        QuarkusTransaction.requiringNew()
                .run(() -> jobs.update("sweptAt = ?1 WHERE id = ?2", clock.now(), jobId));
        if (removed > 0) {
            LOG.atInfo()
                    .addKeyValue("jobId", jobId)
                    .addKeyValue("objects", removed)
                    .log("Orphan objects removed");
        }
        return removed;
    }

    private List<String> unswept() {
        return Column.of(
                        session,
                        "id",
                        String.class,
                        """
                        SELECT id FROM jobs
                        WHERE swept_at IS NULL
                          AND finished_at < clock_timestamp() - interval '24 hours'
                        ORDER BY finished_at LIMIT :size
                        """)
                .setParameter("size", BATCH)
                .getResultList();
    }

    private Set<String> used(String jobId) {
        return new HashSet<>(
                Column.of(
                                session,
                                "object_key",
                                String.class,
                                """
                                SELECT file -> 'object' ->> 'key' AS object_key
                                FROM checkpoints, jsonb_array_elements(files) file
                                WHERE job_id = :job
                                UNION
                                SELECT f.object_key FROM adapter_files f
                                JOIN adapters a ON a.model = f.model
                                WHERE a.job_id = :job AND a.deleted_at IS NULL
                                UNION
                                SELECT f.object_key FROM files f
                                JOIN jobs j ON f.id IN (j.metrics_file, j.report_file)
                                WHERE j.id = :job AND f.deleted_at IS NULL
                                """)
                        .setParameter("job", jobId)
                        .getResultList());
    }
}
