package dev.hone.orchestrator.files;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.sql.Column;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// How many bytes of files a project may have. Room is promised before bytes are read, under a lock
/// of the project's row, so that no two uploads on whatever replicas pass the limit together.
@ApplicationScoped
public class Quota {
    private final Session session;
    private final FilesConfig config;

    Quota(Session session, FilesConfig config) {
        this.session = session;
        this.config = config;
    }

    private record Totals(long stored, long promised) {}

    /// Promises room for all the bytes of one upload, in place of what it was promised before.
    public void reserve(String project, String id, long bytes, Duration life) {
        QuarkusTransaction.joiningExisting()
                .run(() -> {
                    var usage = usage(project, id);
                    if (bytes > usage.room()) {
                        throw usage.refusal(bytes);
                    }
                    promise(project, id, bytes, life);
                });
    }

    /// Takes the promise back, when the file has its row or will never have one.
    public void release(String id) {
        QuarkusTransaction.joiningExisting()
                .run(() ->
                        session.createNativeMutationQuery("DELETE FROM reservations WHERE id = :id")
                                .setParameter("id", id)
                                .executeUpdate());
    }

    /// Removes promises to uploads that have died.
    public void forgetExpired() {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        session.createNativeMutationQuery(
                                        "DELETE FROM reservations WHERE expires_at <"
                                                + " clock_timestamp()")
                                .executeUpdate());
    }

    /// The stream, refused as soon as it has more bytes than there is room for.
    ///
    /// @param announced bytes that were promised already
    InputStream guard(String project, String id, long announced, InputStream bytes) {
        return new GuardedStream(this, project, id, announced, bytes);
    }

    /// Promises `needed` bytes and some more if there is room.
    ///
    /// @return what is promised now
    long extend(String project, String id, long needed, long more, Duration life) {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    var usage = usage(project, id);
                    if (needed > usage.room()) {
                        throw usage.refusal(needed);
                    }
                    var granted = Math.min(usage.room(), needed + more);
                    promise(project, id, granted, life);
                    return granted;
                });
    }

    private Usage usage(String project, String besides) {
        var limit = lock(project);
        var totals =
                session.createNativeQuery(
                                """
                                SELECT (SELECT coalesce(sum(bytes), 0)::bigint FROM files
                                        WHERE project = :project AND deleted_at IS NULL) stored,
                                       (SELECT coalesce(sum(bytes), 0)::bigint FROM reservations
                                        WHERE project = :project AND id <> :id
                                          AND expires_at > clock_timestamp()) promised
                                """,
                                Totals.class)
                        .setParameter("project", project)
                        .setParameter("id", besides)
                        .getSingleResult();
        return new Usage(
                project,
                limit == null ? config.quota().asLongValue() : limit,
                totals.stored(),
                totals.promised());
    }

    /// Held until the transaction ends; files and uploads may be written meanwhile.
    private @Nullable Long lock(String project) {
        var rows =
                Column.of(
                                session,
                                "file_bytes_limit",
                                Long.class,
                                """
                                SELECT file_bytes_limit FROM projects WHERE id = :project
                                FOR NO KEY UPDATE
                                """)
                        .setParameter("project", project)
                        .getResultList();
        if (rows.isEmpty()) {
            throw ApiException.notFound("project", project);
        }
        return rows.getFirst();
    }

    private void promise(String project, String id, long bytes, Duration life) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO reservations (id, project, bytes, expires_at)
                        VALUES (:id, :project, :bytes,
                                clock_timestamp() + make_interval(secs => :seconds))
                        ON CONFLICT (id) DO UPDATE
                        SET bytes = excluded.bytes, expires_at = excluded.expires_at
                        """)
                .setParameter("id", id)
                .setParameter("project", project)
                .setParameter("bytes", bytes)
                .setParameter("seconds", (double) life.toSeconds())
                .executeUpdate();
    }
}
