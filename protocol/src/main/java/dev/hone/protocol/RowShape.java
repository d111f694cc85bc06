package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the rows of a dataset file look like.
public enum RowShape {
    /// OpenAI's `messages`.
    @JsonProperty("chat")
    CHAT,
    /// `prompt` and `completion`.
    @JsonProperty("completion")
    COMPLETION,
    /// `instruction`, `input` and `output`.
    @JsonProperty("alpaca")
    ALPACA,
    /// `conversations` of `from` and `value`.
    @JsonProperty("sharegpt")
    SHAREGPT,
    /// `text`, all of it learned.
    @JsonProperty("text")
    TEXT,
    /// `prompt`, `chosen` and `rejected`, or OpenAI's `input`, `preferred_output` and
    /// `non_preferred_output`.
    @JsonProperty("preference")
    PREFERENCE
}
