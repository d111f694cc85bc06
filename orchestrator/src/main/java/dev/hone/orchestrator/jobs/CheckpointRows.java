package dev.hone.orchestrator.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.sql.Column;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.NamedObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Keeps complete checkpoints in a table.
@ApplicationScoped
class CheckpointRows implements CheckpointStore {
    private static final TypeReference<List<NamedObject>> FILES = new TypeReference<>() {};

    private final Session session;

    CheckpointRows(Session session) {
        this.session = session;
    }

    @Override
    public int lastStep(String jobId, long token) {
        return Column.of(
                        session,
                        "step",
                        Integer.class,
                        """
                        SELECT coalesce(max(step), 0) AS step FROM checkpoints
                        WHERE job_id = :job AND token = :token
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .getSingleResult();
    }

    @Override
    public Optional<List<NamedObject>> files(String jobId, long token, int step) {
        return Column.of(
                        session,
                        "files",
                        String.class,
                        """
                        SELECT CAST(files AS text) AS files FROM checkpoints
                        WHERE job_id = :job AND token = :token AND step = :step
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("step", step)
                .getResultList()
                .stream()
                .findFirst()
                .map(files -> Json.read(files, FILES));
    }

    @Override
    public void add(String id, String jobId, long token, CheckpointManifest manifest) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO checkpoints
                            (id, job_id, token, step, epoch, train_loss, files)
                        VALUES (:id, :job, :token, :step, :epoch, :loss, CAST(:files AS jsonb))
                        """)
                .setParameter("id", id)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("step", manifest.step())
                .setParameter("epoch", manifest.epoch())
                .setParameter("loss", manifest.trainLoss())
                .setParameter("files", Json.write(manifest.files()))
                .executeUpdate();
    }

    @Override
    public List<NamedObject> keepNewest(String jobId, int most) {
        return Column.of(
                        session,
                        "files",
                        String.class,
                        """
                        DELETE FROM checkpoints WHERE job_id = :job AND id IN (
                            SELECT id FROM checkpoints WHERE job_id = :job
                            ORDER BY token DESC, step DESC OFFSET :most)
                        RETURNING CAST(files AS text) AS files
                        """)
                .setParameter("job", jobId)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .flatMap(files -> Json.read(files, FILES).stream())
                .toList();
    }

    @Override
    public List<CheckpointManifest> newest(String jobId, int most) {
        return rows(
                        """
                        SELECT id, step, epoch, train_loss, CAST(files AS text) AS files, created_at
                        FROM checkpoints WHERE job_id = :job AND sequence < :before
                        ORDER BY token DESC, step DESC LIMIT :size
                        """,
                        jobId,
                        Long.MAX_VALUE,
                        most)
                .stream()
                .map(row ->
                        new CheckpointManifest(
                                row.get("step", Integer.class),
                                row.get("epoch", Double.class),
                                row.get("train_loss", Double.class),
                                Json.read(row.get("files", String.class), FILES)))
                .toList();
    }

    /// Newest first.
    List<CheckpointView> page(JobEntity job, long before, int size) {
        return rows(
                        """
                        SELECT id, step, epoch, train_loss, CAST(files AS text) AS files, created_at
                        FROM checkpoints WHERE job_id = :job AND sequence < :before
                        ORDER BY sequence DESC LIMIT :size
                        """,
                        job.id,
                        before,
                        size)
                .stream()
                .map(row ->
                        new CheckpointView(
                                row.get("id", String.class),
                                job.id,
                                "%s:ckpt-step-%d"
                                        .formatted(job.model, row.get("step", Integer.class)),
                                row.get("step", Integer.class),
                                row.get("epoch", Double.class),
                                row.get("train_loss", Double.class),
                                row.get("created_at", Instant.class)))
                .toList();
    }

    /// Place of a checkpoint in its job's list; 0, before everything, if it is none of it.
    long sequenceOf(String jobId, String checkpointId) {
        List<Long> found =
                Column.of(
                                session,
                                "sequence",
                                Long.class,
                                "SELECT sequence FROM checkpoints WHERE id = :id AND job_id = :job")
                        .setParameter("id", checkpointId)
                        .setParameter("job", jobId)
                        .getResultList();
        return found.isEmpty() ? 0 : found.getFirst();
    }

    private List<Tuple> rows(String sql, String jobId, long before, int size) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("job", jobId)
                .setParameter("before", before)
                .setParameter("size", size)
                .getResultList();
    }
}
