package dev.hone.protocol.preflight;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A row that is not trained on, and why.
///
/// @param line from 1
/// @param byteOffset of the row's first byte in the unpacked file
/// @param field where in the row, if it is at one place
/// @param value what stands there, shortened
/// @param message what would be right
public record RefusedRow(
        String code,
        long line,
        @JsonProperty("byte_offset") long byteOffset,
        @Nullable String field,
        @Nullable String value,
        String message) {}
