package dev.hone.orchestrator.bases;

import dev.hone.orchestrator.locks.TransactionLock;
import dev.hone.orchestrator.sql.Column;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class BaseRepository implements PanacheRepositoryBase<BaseEntity, Long> {

    Optional<BaseEntity> current(String name, LockModeType mode) {
        return find("name = ?1 AND current = true AND deletedAt IS NULL", name)
                .withLock(mode)
                .firstResultOptional();
    }

    /// Several names may have the same files; any of them will do.
    Optional<BaseEntity> byDigest(String digest, LockModeType mode) {
        return find("digest = ?1 AND deletedAt IS NULL ORDER BY current DESC, id DESC", digest)
                .withLock(mode)
                .firstResultOptional();
    }

    Optional<BaseEntity> version(String name, String digest) {
        return find("name = ?1 AND digest = ?2", name, digest).firstResultOptional();
    }

    List<BaseEntity> page(@Nullable String after, int size) {
        if (after == null) {
            return find("current = true AND deletedAt IS NULL ORDER BY createdAt DESC, id DESC")
                    .page(0, size)
                    .list();
        }
        return find(
                        """
                        current = true AND deletedAt IS NULL AND (createdAt, id) < (
                            (SELECT b.createdAt FROM BaseEntity b
                             WHERE b.name = ?1 AND b.current = true),
                            (SELECT b.id FROM BaseEntity b
                             WHERE b.name = ?1 AND b.current = true))
                        ORDER BY createdAt DESC, id DESC
                        """,
                        after)
                .page(0, size)
                .list();
    }

    /// One import per name at a time, over all replicas, until the transaction ends.
    void holdName(String name) {
        TransactionLock.hold(getSession(), "base " + name);
    }

    /// A job that has not ended and trains on the files.
    Optional<String> jobTrainingOn(String digest) {
        List<String> jobs =
                Column.of(
                                getSession(),
                                "id",
                                String.class,
                                """
                                SELECT id FROM jobs
                                WHERE finished_at IS NULL AND base_digest = :digest LIMIT 1
                                """)
                        .setParameter("digest", digest)
                        .getResultList();
        return jobs.stream().findFirst();
    }
}
