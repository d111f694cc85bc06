package dev.hone.orchestrator.preflights;

import dev.hone.datasets.plan.LengthSample;
import dev.hone.datasets.preflight.FromPreflight.Lengths;
import dev.hone.orchestrator.locks.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PreflightRepository implements PanacheRepositoryBase<PreflightEntity, String> {

    Optional<PreflightEntity> of(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project).firstResultOptional();
    }

    /// Those who ask for the same come one after the other, over all replicas, until the
    /// transaction ends.
    void holdKey(String reuseKey) {
        TransactionLock.hold(getSession(), "preflight " + reuseKey);
    }

    /// One that nothing will change any more.
    Optional<PreflightEntity> succeeded(String reuseKey) {
        return find("reuseKey = ?1 AND state = 'succeeded'", reuseKey).firstResultOptional();
    }

    /// Locked, so that it does not end while somebody begins to wait for it.
    Optional<PreflightEntity> reusable(String reuseKey) {
        return find("reuseKey = ?1 AND state <> 'failed'", reuseKey)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// The oldest that nobody works at.
    Optional<PreflightEntity> next() {
        return getSession()
                .createNativeQuery(
                        """
                        SELECT * FROM preflights
                        WHERE state = 'queued'
                           OR (state = 'running' AND lease_expires_at < clock_timestamp())
                        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        """,
                        PreflightEntity.class)
                .getResultStream()
                .findFirst();
    }

    /// The row while this attempt still owns it.
    Optional<PreflightEntity> owned(String id, int attempt) {
        return find("id = ?1 AND attempt = ?2 AND state = 'running'", id, attempt)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// @return false when another attempt has overtaken this one
    boolean renew(String id, int attempt, Instant lease, long rowsSeen) {
        return update(
                        "leaseExpiresAt = ?1, rowsSeen = ?2 WHERE id = ?3 AND attempt = ?4 AND"
                                + " state = 'running'",
                        lease,
                        rowsSeen,
                        id,
                        attempt)
                == 1;
    }

    /// The newest, however it stands.
    Optional<PreflightEntity> latest(String reuseKey) {
        return find("reuseKey = ?1 ORDER BY createdAt DESC, id DESC", reuseKey)
                .firstResultOptional();
    }

    void keepLengths(String id, Lengths lengths) {
        getSession()
                .createNativeMutationQuery(
                        "INSERT INTO preflight_lengths (preflight, training, validation)"
                                + " VALUES (:id, :training, :validation)")
                .setParameter("id", id)
                .setParameter("training", lengths.training().pack())
                .setParameter("validation", lengths.validation().pack())
                .executeUpdate();
    }

    Optional<Lengths> lengths(String id) {
        return getSession()
                .createNativeQuery(
                        """
                        SELECT training AS training, validation AS validation
                        FROM preflight_lengths WHERE preflight = :id
                        """,
                        Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(row ->
                        new Lengths(
                                LengthSample.unpack(row.get("training", byte[].class)),
                                LengthSample.unpack(row.get("validation", byte[].class))))
                .findFirst();
    }

    List<PreflightEntity> page(String project, @Nullable String after, int size) {
        if (after == null) {
            return find("project = ?1 ORDER BY createdAt DESC, id DESC", project)
                    .page(0, size)
                    .list();
        }
        return find(
                        """
                        project = ?1 AND (createdAt, id) < (
                            (SELECT p.createdAt FROM PreflightEntity p
                             WHERE p.id = ?2 AND p.project = ?1),
                            ?2)
                        ORDER BY createdAt DESC, id DESC
                        """,
                        project,
                        after)
                .page(0, size)
                .list();
    }
}
