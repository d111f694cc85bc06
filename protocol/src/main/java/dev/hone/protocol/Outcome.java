package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// How an attempt ended, told once and guarded by its token.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
})
public sealed interface Outcome {
    /// @param trainedTokens tokens that went through the model, over all epochs
    /// @param metrics the result table (CSV), one line per step
    /// @param timing what the attempt took; workers of earlier releases do not say
    record Succeeded(
            AdapterManifest adapter,
            long trainedTokens,
            int steps,
            double finalLoss,
            ObjectRef metrics,
            @Nullable EvaluationSummary evaluation,
            @Nullable Timing timing)
            implements Outcome {}

    /// @param code one of [FailureCode], or of another release's
    /// @param fingerprint short text that is the same where the same thing went wrong on another
    ///   worker, e.g. signal and function of a crash; null where the code says all
    /// @param callTokens where memory ran out: padded tokens of the largest call of the model by
    ///   then; null before the first call, and of workers of earlier releases
    record Failed(
            FailureClass failure,
            String code,
            String message,
            @Nullable String fingerprint,
            @Nullable Integer callTokens)
            implements Outcome {
        @JsonCreator
        public Failed {
            Checks.notBlank("code", code);
            Checks.notBlank("message", message);
            if (callTokens != null) {
                Checks.within("callTokens", callTokens, 1, Integer.MAX_VALUE);
            }
        }

        public Failed(FailureClass failure, String code, String message) {
            this(failure, code, message, null, null);
        }

        public Failed alike(String fingerprint) {
            return new Failed(failure, code, message, fingerprint, callTokens);
        }

        public Failed inCallsOf(int tokens) {
            return new Failed(failure, code, message, fingerprint, tokens);
        }
    }

    /// The attempt stopped because it was told to, or because its worker shuts down; the directive
    /// says which: CANCEL, PAUSE, PREEMPT, or CONTINUE for a worker that hands its job back.
    record Stopped(Directive directive, int step) implements Outcome {}
}
