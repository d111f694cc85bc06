package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What is done with personal data that is found in a row.
public enum PersonalDataAction {
    /// The row is counted and learned as it is.
    @JsonProperty("report")
    REPORT,
    /// A placeholder is learned in its place.
    @JsonProperty("mask")
    MASK,
    /// The row is left out.
    @JsonProperty("reject")
    REJECT
}
