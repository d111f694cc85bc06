package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.quotes.QuoteError;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How a finished job compares with its quote.
///
/// @param error measured over quoted seconds
@Schema(name = "FineTuningQuoteError")
@JsonNaming(SnakeCaseStrategy.class)
record QuoteErrorObject(String jobId, double quotedSeconds, double measuredSeconds, double error) {
    static QuoteErrorObject of(QuoteError error) {
        return new QuoteErrorObject(
                error.job(), error.quotedSeconds(), error.measuredSeconds(), error.ratio());
    }
}
