package dev.hone.orchestrator.preflights;

import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.preflight.PreflightReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A preflight as its owner sees it.
///
/// @param rowsSeen how far it is
/// @param report once it has succeeded, whatever was found
/// @param failure why it could not be done
public record PreflightView(
        String id,
        String project,
        PreflightState state,
        PreflightWork work,
        long rowsSeen,
        @Nullable PreflightReport report,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /// @param code stable, of [FailureCode]
    public record Failure(String code, String message) {
        /// Whose move is next; the platform's where nobody knows.
        public FailureClass whose() {
            return FailureCode.of(code).map(FailureCode::failure).orElse(FailureClass.PLATFORM);
        }
    }
}
