package dev.hone.api.datasets;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.DatasetView;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A dataset.
///
/// @param id its name
/// @param latest the newest version that is not deleted; null while there is none
/// @param versions how many are not deleted
/// @param tags version numbers by tag
/// @param createdAt seconds since 1970
@Schema(name = "Dataset")
@JsonNaming(SnakeCaseStrategy.class)
record DatasetObject(
        String id,
        String object,
        @Nullable String description,
        @Nullable VersionObject latest,
        long versions,
        Map<String, Integer> tags,
        long createdAt,
        String createdBy) {

    static DatasetObject of(DatasetView dataset) {
        return new DatasetObject(
                dataset.name(),
                "dataset",
                dataset.description(),
                dataset.latest() == null ? null : VersionObject.of(dataset.latest()),
                dataset.versions(),
                dataset.tags(),
                dataset.createdAt().getEpochSecond(),
                dataset.createdBy());
    }
}
