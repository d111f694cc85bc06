package dev.hone.orchestrator.quotes;

/// How a finished job compares with its quote.
public record QuoteError(String job, double quotedSeconds, double measuredSeconds) {
    /// Measured over quoted: 1 is right, 2 took twice as long.
    public double ratio() {
        return measuredSeconds / quotedSeconds;
    }
}
