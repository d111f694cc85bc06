package dev.hone.orchestrator.quotes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job's quote, and what came of it.
///
/// @param measuredSeconds from the claim to the success; null before, and for a job that was
///   resumed
/// @param error measured over quoted
public record QuoteView(
        Quote quote, Instant at, @Nullable Double measuredSeconds, @Nullable Double error) {
    /// When the job was expected to end, as the quote saw it.
    public @Nullable Instant finish() {
        var seconds = quote.seconds();
        var startsIn = quote.startsIn();
        return seconds == null || startsIn == null
                ? null
                : at.plusMillis(Math.round(1000 * (startsIn + seconds.expected())));
    }
}
