package dev.hone.protocol.preflight;

import dev.hone.protocol.LossOn;

/// What of a job's settings decides how rows become tokens.
///
/// @param maxLength tokens of a row; longer rows are cut at the end
public record PreflightSettings(LossOn lossOn, int maxLength) {
    public PreflightSettings {
        if (maxLength < 1) {
            throw new IllegalArgumentException(
                    "max_length must be at least 1, was %d".formatted(maxLength));
        }
    }
}
