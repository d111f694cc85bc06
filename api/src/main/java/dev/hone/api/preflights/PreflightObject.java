package dev.hone.api.preflights;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.preflight.PreflightReport;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A preflight.
///
/// @param status queued, running, succeeded or failed; one that succeeded may have found errors
/// @param createdAt seconds since 1970
/// @param validationSplit share of the training file's questions that is kept back
/// @param rowsSeen how far it is
/// @param report once it has succeeded
/// @param error why it could not be done
@Schema(name = "Preflight")
@JsonNaming(SnakeCaseStrategy.class)
record PreflightObject(
        String id,
        String object,
        String status,
        long createdAt,
        @Nullable Long finishedAt,
        String model,
        String baseDigest,
        String trainingFile,
        @Nullable String validationFile,
        int maxLength,
        String lossOn,
        @Nullable Double validationSplit,
        PersonalDataPolicy personalData,
        long rowsSeen,
        @Nullable PreflightReport report,
        @Nullable Failure error) {

    @Schema(name = "PreflightError")
    record Failure(String code, String message) {}

    static PreflightObject of(PreflightView preflight) {
        var work = preflight.work();
        var validation = work.validation();
        var finished = preflight.finishedAt();
        var failure = preflight.failure();
        return new PreflightObject(
                preflight.id(),
                "preflight",
                preflight.state().label(),
                preflight.createdAt().getEpochSecond(),
                finished == null ? null : finished.getEpochSecond(),
                work.base().name(),
                work.base().digest(),
                work.training().fileId(),
                validation == null ? null : validation.fileId(),
                work.settings().maxLength(),
                work.settings().lossOn().name().toLowerCase(Locale.ROOT),
                work.validationSplit(),
                work.settings().personalData(),
                preflight.rowsSeen(),
                preflight.report(),
                failure == null ? null : new Failure(failure.code(), failure.message()));
    }
}
