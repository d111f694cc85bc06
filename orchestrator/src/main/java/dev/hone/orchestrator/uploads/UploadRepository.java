package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.sql.Column;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UploadRepository implements PanacheRepositoryBase<UploadEntity, String> {

    Optional<UploadEntity> of(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project).firstResultOptional();
    }

    /// Nobody else changes the upload or adds parts until the transaction ends.
    UploadEntity lock(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<UploadEntity>firstResultOptional()
                .orElseThrow(() -> ApiException.notFound("upload", id));
    }

    /// Newest first.
    List<UploadEntity> page(String project, @Nullable String after, int size) {
        if (after == null) {
            return find("project = ?1 ORDER BY createdAt DESC, id DESC", project)
                    .page(0, size)
                    .list();
        }
        return find(
                        """
                        project = ?1 AND (createdAt, id) < (
                            (SELECT u.createdAt FROM UploadEntity u
                             WHERE u.id = ?2 AND u.project = ?1), ?2)
                        ORDER BY createdAt DESC, id DESC
                        """,
                        project,
                        after)
                .page(0, size)
                .list();
    }

    /// Pending ones whose time is over and that nobody is making into a file.
    List<UploadEntity> overdue(int size) {
        return find("""
        state = 'pending' AND expiresAt < current_timestamp
        AND (busyUntil IS NULL OR busyUntil < current_timestamp)
        ORDER BY expiresAt
        """)
                .page(0, size)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /// Ended ones whose parts have to go. Once more after a day: a part may have been on its way.
    List<String> unswept(int size) {
        List<String> ids =
                Column.of(
                                getSession(),
                                "id",
                                String.class,
                                """
                                SELECT id FROM multipart_uploads
                                WHERE ended_at IS NOT NULL AND (
                                    swept_at IS NULL
                                    OR (swept_at < ended_at + interval '24 hours'
                                        AND clock_timestamp() > ended_at + interval '24 hours'))
                                ORDER BY ended_at LIMIT :size
                                """)
                        .setParameter("size", size)
                        .getResultList();
        return ids;
    }

    void swept(String id) {
        getSession()
                .createNativeMutationQuery("DELETE FROM upload_parts WHERE upload_id = :id")
                .setParameter("id", id)
                .executeUpdate();
        getSession()
                .createNativeMutationQuery(
                        "UPDATE multipart_uploads SET swept_at = clock_timestamp() WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }
}
