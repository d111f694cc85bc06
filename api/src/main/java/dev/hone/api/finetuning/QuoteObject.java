package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.quotes.Cost;
import dev.hone.orchestrator.quotes.Quote;
import dev.hone.orchestrator.quotes.QuoteView;
import dev.hone.orchestrator.quotes.Seconds;
import dev.hone.orchestrator.submissions.Plan;
import dev.hone.protocol.preflight.PreflightFinding;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a job will take, and once it has succeeded, what it took.
///
/// @param object `fine_tuning.quote`
/// @param status `complete`; of a dry run also `running` while its preflight runs, and `refused` if
///   that keeps the job from running
/// @param workload null unless complete
/// @param workers classes of workers of the pool, those with the most live ones first
/// @param startsInSeconds null where it cannot be said, see `start_unknown`
/// @param measuredSeconds from claim to success; null before, and for a job that was resumed
/// @param error measured over quoted seconds
/// @param preflight what was found in the rows; of a dry run only
@Schema(name = "FineTuningQuote")
@JsonNaming(SnakeCaseStrategy.class)
record QuoteObject(
        String object,
        String status,
        String pool,
        @Nullable Load workload,
        List<OnWorkers> workers,
        @Nullable Double startsInSeconds,
        @Nullable String startUnknown,
        @Nullable Double measuredSeconds,
        @Nullable Double error,
        @Nullable Examination preflight) {
    private static final int MEBIBYTE = 20;

    static QuoteObject of(Plan plan) {
        return of(status(plan), plan.quote(), null, null, Examination.of(plan));
    }

    static @Nullable QuoteObject of(@Nullable QuoteView view) {
        return view == null
                ? null
                : of("complete", view.quote(), view.measuredSeconds(), view.error(), null);
    }

    private static String status(Plan plan) {
        if (!plan.blocking().isEmpty()) {
            return "refused";
        }
        return plan.quote().load().isEmpty() ? "running" : "complete";
    }

    private static QuoteObject of(
            String status,
            Quote quote,
            @Nullable Double measuredSeconds,
            @Nullable Double error,
            @Nullable Examination preflight) {
        return new QuoteObject(
                "fine_tuning.quote",
                status,
                quote.pool(),
                quote.load().map(Load::of).orElse(null),
                quote.workers().stream().map(OnWorkers::of).toList(),
                quote.startsIn(),
                quote.startUnknown(),
                measuredSeconds,
                error,
                preflight);
    }

    /// The preflight of a dry run; the whole report stands at its id.
    ///
    /// @param status queued, running or succeeded
    /// @param blocking those findings that keep the job from running
    /// @param findings all of them; null until it has ended
    @Schema(name = "FineTuningQuotePreflight")
    @JsonNaming(SnakeCaseStrategy.class)
    record Examination(
            String id,
            String status,
            List<PreflightFinding> blocking,
            @Nullable List<PreflightFinding> findings) {
        static Examination of(Plan plan) {
            var preflight = plan.preflight();
            return new Examination(
                    preflight.id(),
                    preflight.state().label(),
                    plan.blocking(),
                    preflight.report() == null ? null : preflight.report().findings());
        }
    }

    /// @param tokens of the training rows, once over
    /// @param trainedTokens of all steps
    /// @param paddedTokens the same with what calls are padded to
    @Schema(name = "FineTuningWorkload")
    @JsonNaming(SnakeCaseStrategy.class)
    record Load(
            int rows,
            long tokens,
            long learnedTokens,
            int validationRows,
            long validationTokens,
            int steps,
            int stepsPerEpoch,
            long trainedTokens,
            long paddedTokens) {
        static Load of(dev.hone.orchestrator.quotes.Load load) {
            return new Load(
                    load.rows(),
                    load.tokens(),
                    load.learnedTokens(),
                    load.validationRows(),
                    load.validationTokens(),
                    load.steps(),
                    load.stepsPerEpoch(),
                    load.trainedTokens(),
                    load.paddedTokens());
        }
    }

    /// @param device the class: what they train on, as they say
    /// @param live how many there are now
    /// @param seconds from claim to success; null where it cannot be said, see `seconds_unknown`
    /// @param measuredJobs finished jobs that the seconds were learned from
    /// @param sameBase whether they were of the same base and precision
    @Schema(name = "FineTuningQuoteOnWorkers")
    @JsonNaming(SnakeCaseStrategy.class)
    record OnWorkers(
            String device,
            int live,
            Memory memory,
            @Nullable Span seconds,
            @Nullable String secondsUnknown,
            int measuredJobs,
            boolean sameBase,
            @Nullable Price cost) {
        static OnWorkers of(Quote.OnWorkers on) {
            return new OnWorkers(
                    on.device(),
                    on.live(),
                    Memory.of(on.memory()),
                    Span.of(on.seconds()),
                    on.secondsUnknown(),
                    on.samples(),
                    on.sameBase(),
                    Price.of(on.cost()));
        }
    }

    /// @param availableMebibytes null where the workers cannot say
    /// @param tokensOfLargestCall padded tokens
    /// @param activations `saved` or `recomputed`
    @Schema(name = "FineTuningQuoteMemory")
    @JsonNaming(SnakeCaseStrategy.class)
    record Memory(
            boolean fits,
            long predictedMebibytes,
            @Nullable Long availableMebibytes,
            int tokensOfLargestCall,
            String activations) {
        static Memory of(Quote.Memory memory) {
            return new Memory(
                    memory.fits(),
                    memory.predicted() >> MEBIBYTE,
                    memory.available() == null ? null : memory.available() >> MEBIBYTE,
                    memory.largestCall(),
                    memory.recomputes() ? "recomputed" : "saved");
        }
    }

    @Schema(name = "FineTuningQuoteSeconds")
    record Span(double expected, double low, double high) {
        static @Nullable Span of(@Nullable Seconds seconds) {
            return seconds == null
                    ? null
                    : new Span(seconds.expected(), seconds.low(), seconds.high());
        }
    }

    /// @param energyKwh null where the pool's power is not configured
    /// @param money null where no price is
    @Schema(name = "FineTuningQuoteCost")
    @JsonNaming(SnakeCaseStrategy.class)
    record Price(@Nullable Double energyKwh, @Nullable Double money, @Nullable String currency) {
        static @Nullable Price of(@Nullable Cost cost) {
            return cost == null ? null : new Price(cost.energyKwh(), cost.money(), cost.currency());
        }
    }
}
