package dev.hone.api.datasets;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.SplitView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The two files that a version was split into.
///
/// @param sourceFile id of the version's file
/// @param share of all questions that was to be kept back
/// @param createdAt seconds since 1970
@Schema(name = "DatasetSplit")
@JsonNaming(SnakeCaseStrategy.class)
record SplitObject(
        String object,
        String sourceFile,
        double share,
        long seed,
        Part training,
        Part validation,
        long createdAt) {

    /// @param file its id
    @Schema(name = "DatasetSplitPart")
    record Part(String file, long rows) {
        static Part of(SplitView.Part part) {
            return new Part(part.file(), part.rows());
        }
    }

    static SplitObject of(SplitView split) {
        return new SplitObject(
                "dataset.split",
                split.sourceFile(),
                split.share(),
                split.seed(),
                Part.of(split.training()),
                Part.of(split.validation()),
                split.createdAt().getEpochSecond());
    }
}
