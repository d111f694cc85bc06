package dev.hone.orchestrator.datasets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VersionRepository implements PanacheRepositoryBase<VersionEntity, Long> {
    private static final String LIVE = "datasetId = ?1 AND deletedAt IS NULL";

    /// Deleted ones too.
    Optional<VersionEntity> of(DatasetEntity dataset, int number) {
        return find("datasetId = ?1 AND number = ?2", dataset.id(), number).firstResultOptional();
    }

    Optional<VersionEntity> latest(DatasetEntity dataset) {
        return find(LIVE + " ORDER BY number DESC", dataset.id()).firstResultOptional();
    }

    Optional<VersionEntity> saying(DatasetEntity dataset, String contentSha256) {
        return find(LIVE + " AND contentSha256 = ?2", dataset.id(), contentSha256)
                .firstResultOptional();
    }

    long countLive(DatasetEntity dataset) {
        return count(LIVE, dataset.id());
    }

    List<VersionEntity> live(DatasetEntity dataset) {
        return list(LIVE + " ORDER BY number", dataset.id());
    }

    /// Newest first, deleted ones too.
    ///
    /// @param before number of the last version of the page before
    List<VersionEntity> page(DatasetEntity dataset, @Nullable Integer before, int size) {
        return find(
                        "datasetId = ?1 AND number < ?2 ORDER BY number DESC",
                        dataset.id(),
                        before == null ? Integer.MAX_VALUE : before)
                .page(0, size)
                .list();
    }
}
