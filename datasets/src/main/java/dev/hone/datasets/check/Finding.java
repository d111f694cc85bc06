package dev.hone.datasets.check;

import org.jspecify.annotations.Nullable;

/// A fault in a dataset file and where it is.
///
/// @param code stable name of the kind of fault
/// @param line counted from 1; 0 when it is about the file as a whole
/// @param byteOffset of the line's first byte
/// @param field where in the row, as `messages[1].role`; absent when it is the line itself
/// @param message what is wrong and what would be right
public record Finding(
        String code, long line, long byteOffset, @Nullable String field, String message) {}
