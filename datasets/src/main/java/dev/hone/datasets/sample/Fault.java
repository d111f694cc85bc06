package dev.hone.datasets.sample;

import org.jspecify.annotations.Nullable;

/// What is wrong with a row, and what would be right.
///
/// @param code stable name of the kind of fault
/// @param field where in the row, as `messages[1].role`; absent when it is the line itself
public record Fault(String code, @Nullable String field, String message) {
    static Fault ofLine(String code, String message) {
        return new Fault(code, null, message);
    }
}
