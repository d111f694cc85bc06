package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.locks.TransactionLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class SplitRepository implements PanacheRepositoryBase<SplitEntity, Long> {

    /// Newest first, those whose files are deleted too.
    List<SplitEntity> of(String project, String sourceFile) {
        return list("project = ?1 AND sourceFile = ?2 ORDER BY id DESC", project, sourceFile);
    }

    /// The split that a file is a side of, if it is one.
    Optional<SplitEntity> making(String project, String file) {
        return find("project = ?1 AND (trainingFile = ?2 OR validationFile = ?2)", project, file)
                .firstResultOptional();
    }

    /// One at a time per file, over all replicas, until the transaction ends.
    void holdSource(String file) {
        TransactionLock.hold(getSession(), "split " + file);
    }
}
