package dev.hone.datasets.check;

import org.jspecify.annotations.Nullable;

/// A fault in a dataset file and where it is.
///
/// @param code stable name of the kind of fault
/// @param line counted from 1; 0 when it is about the file as a whole
/// @param byteOffset of the row's first byte in the unpacked file; of Parquet, as if it were lines
///   of JSON, and of a fault of such a file the byte in it
/// @param field where in the row, as `messages[1].role`; absent when it is the row itself
/// @param value what stands there, shortened; absent where nothing does, or nothing short
/// @param message what is wrong and what would be right
public record Finding(
        String code,
        long line,
        long byteOffset,
        @Nullable String field,
        @Nullable String value,
        String message) {}
