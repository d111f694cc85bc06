package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.locks.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DatasetRepository implements PanacheRepositoryBase<DatasetEntity, Long> {
    private static final String LIVE = "project = ?1 AND name = ?2 AND deletedAt IS NULL";

    Optional<DatasetEntity> live(String project, String name) {
        return NameRules.isName(name)
                ? find(LIVE, project, name).firstResultOptional()
                : Optional.empty();
    }

    Optional<DatasetEntity> lock(String project, String name) {
        return NameRules.isName(name)
                ? find(LIVE, project, name)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResultOptional()
                : Optional.empty();
    }

    /// One at a time per name, over all replicas, until the transaction ends: of two that create it
    /// at once, the second is told that it exists.
    void holdName(String project, String name) {
        TransactionLock.hold(getSession(), "dataset " + project + " " + name);
    }

    /// Newest first.
    ///
    /// @param after name of the last dataset of the page before
    List<DatasetEntity> page(String project, @Nullable String after, int size) {
        if (after != null && !NameRules.isName(after)) {
            return List.of();
        }
        var parameters = new HashMap<String, Object>(Map.of("project", project));
        var query = new StringBuilder("project = :project AND deletedAt IS NULL");
        if (after != null) {
            query.append(
                    """
                     AND (createdAt, id) < (
                        (SELECT d.createdAt FROM DatasetEntity d WHERE d.name = :after
                         AND d.project = :project AND d.deletedAt IS NULL),
                        (SELECT d.id FROM DatasetEntity d WHERE d.name = :after
                         AND d.project = :project AND d.deletedAt IS NULL))\
                    """);
            parameters.put("after", after);
        }
        return find(query.append(" ORDER BY createdAt DESC, id DESC").toString(), parameters)
                .page(0, size)
                .list();
    }
}
