package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the bytes of a dataset file are packed.
public enum Compression {
    @JsonProperty("none")
    NONE,
    @JsonProperty("gzip")
    GZIP,
    @JsonProperty("zstd")
    ZSTD
}
