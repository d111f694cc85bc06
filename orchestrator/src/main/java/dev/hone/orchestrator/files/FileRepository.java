package dev.hone.orchestrator.files;

import dev.hone.orchestrator.locks.TransactionLock;
import dev.hone.orchestrator.sql.Column;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class FileRepository implements PanacheRepositoryBase<FileEntity, String> {

    Optional<FileEntity> live(String project, String id) {
        return find("id = ?1 AND project = ?2 AND deletedAt IS NULL", id, project)
                .firstResultOptional();
    }

    Optional<FileEntity> lock(String project, String id, LockModeType mode) {
        return find("id = ?1 AND project = ?2 AND deletedAt IS NULL", id, project)
                .withLock(mode)
                .firstResultOptional();
    }

    List<FileEntity> page(
            String project,
            @Nullable String purpose,
            @Nullable String after,
            int size,
            boolean oldestFirst) {
        var parameters = new HashMap<String, Object>(Map.of("project", project));
        var query = new StringBuilder("project = :project AND deletedAt IS NULL");
        if (purpose != null) {
            query.append(" AND purpose = :purpose");
            parameters.put("purpose", purpose);
        }
        if (after != null) {
            query.append(
                    """
                     AND (createdAt, id) %s (
                        (SELECT f.createdAt FROM FileEntity f
                         WHERE f.id = :after AND f.project = :project),
                        :after)\
                    """
                            .formatted(oldestFirst ? ">" : "<"));
            parameters.put("after", after);
        }
        query.append(oldestFirst ? " ORDER BY createdAt, id" : " ORDER BY createdAt DESC, id DESC");
        return find(query.toString(), parameters).page(0, size).list();
    }

    boolean objectInUse(String objectKey) {
        return count("objectKey = ?1 AND deletedAt IS NULL", objectKey) > 0;
    }

    /// Deleted, and perhaps the last to have used its object.
    List<FileEntity> unswept(int size) {
        return find("deletedAt IS NOT NULL AND sweptAt IS NULL ORDER BY deletedAt")
                .page(0, size)
                .list();
    }

    /// Ids of files whose time is over, and that nobody has made a dataset's version since.
    List<String> expired(int size) {
        List<String> ids =
                Column.of(
                                getSession(),
                                "id",
                                String.class,
                                """
                                SELECT id FROM files f
                                WHERE expires_at < clock_timestamp() AND deleted_at IS NULL
                                  AND NOT EXISTS (SELECT 1 FROM dataset_versions v
                                                  WHERE v.file = f.id AND v.deleted_at IS NULL)
                                ORDER BY expires_at LIMIT :size
                                """)
                        .setParameter("size", size)
                        .getResultList();
        return ids;
    }

    /// One at a time per object, over all replicas, until the transaction ends: an object is
    /// neither removed while a row for it is being written, nor the other way round.
    void holdObject(String objectKey) {
        TransactionLock.hold(getSession(), objectKey);
    }

    /// A job that has not ended and reads the file.
    Optional<String> jobReading(String id) {
        List<String> jobs =
                Column.of(
                                getSession(),
                                "id",
                                String.class,
                                """
                                SELECT id FROM jobs
                                WHERE finished_at IS NULL
                                  AND :file IN (training_file, validation_file, evaluation_file)
                                LIMIT 1
                                """)
                        .setParameter("file", id)
                        .getResultList();
        return jobs.stream().findFirst();
    }

    /// A dataset's version that is the file: `tickets@3`.
    Optional<String> versionHolding(String id) {
        List<String> versions =
                Column.of(
                                getSession(),
                                "version",
                                String.class,
                                """
                                SELECT d.name || '@' || v.number AS version
                                FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id
                                WHERE v.file = :file AND v.deleted_at IS NULL
                                LIMIT 1
                                """)
                        .setParameter("file", id)
                        .getResultList();
        return versions.stream().findFirst();
    }

    void uploadStarted(String objectKey) {
        getSession()
                .createNativeMutationQuery("INSERT INTO uploads (object_key) VALUES (:key)")
                .setParameter("key", objectKey)
                .executeUpdate();
    }

    void uploadEnded(String objectKey) {
        getSession()
                .createNativeMutationQuery("DELETE FROM uploads WHERE object_key = :key")
                .setParameter("key", objectKey)
                .executeUpdate();
    }

    /// Uploads whose process has died: nobody uploads for a whole day.
    List<String> abandonedUploads(int size) {
        List<String> keys =
                Column.of(
                                getSession(),
                                "object_key",
                                String.class,
                                """
                                SELECT object_key FROM uploads
                                WHERE created_at < clock_timestamp() - interval '24 hours'
                                LIMIT :size
                                """)
                        .setParameter("size", size)
                        .getResultList();
        return keys;
    }
}
