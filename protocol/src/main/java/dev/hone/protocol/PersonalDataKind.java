package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What of a text a model should perhaps not learn.
public enum PersonalDataKind {
    /// Keys, tokens and private keys.
    @JsonProperty("secret")
    SECRET,
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("iban")
    IBAN,
    @JsonProperty("card")
    CARD,
    @JsonProperty("phone")
    PHONE
}
