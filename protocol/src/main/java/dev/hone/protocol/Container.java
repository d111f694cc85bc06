package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a dataset file holds its rows, once unpacked.
public enum Container {
    /// One JSON object per line.
    @JsonProperty("jsonl")
    JSON_LINES,
    /// One array of JSON objects.
    @JsonProperty("json")
    JSON_ARRAY,
    /// A header and rows of cells, separated by comma, semicolon or bar; quoted as in RFC 4180.
    @JsonProperty("csv")
    CSV,
    /// The same, separated by tabs.
    @JsonProperty("tsv")
    TSV,
    /// Apache Parquet; packed within itself.
    @JsonProperty("parquet")
    PARQUET
}
