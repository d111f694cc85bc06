package dev.hone.datasets.fault;

import org.jspecify.annotations.Nullable;

/// What is wrong with a row, and what would be right.
///
/// @param field where in the row, as `messages[1].role`; absent when it is the row itself
/// @param value what stands there, shortened; absent where nothing does, or nothing short
public record Fault(
        FaultCode code, @Nullable String field, @Nullable String value, String message) {

    public static Fault ofRow(FaultCode code, String message) {
        return new Fault(code, null, null, message);
    }
}
