package dev.hone.protocol.preflight;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.PersonalDataPolicy;

/// What of a job's settings decides how rows become tokens.
///
/// @param maxLength tokens of a row; longer rows are cut at the end
/// @param personalData what is done with personal data in a row before it becomes tokens
public record PreflightSettings(LossOn lossOn, int maxLength, PersonalDataPolicy personalData) {
    @JsonCreator
    public PreflightSettings {
        // Preflights stored before there was a policy have none.
        personalData = personalData == null ? PersonalDataPolicy.NONE : personalData;
        if (maxLength < 1) {
            throw new IllegalArgumentException(
                    "max_length must be at least 1, was %d".formatted(maxLength));
        }
    }

    /// Rows are taken as they are.
    public PreflightSettings(LossOn lossOn, int maxLength) {
        this(lossOn, maxLength, PersonalDataPolicy.NONE);
    }
}
