package dev.hone.datasets.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An assistant's wish to have a function called.
///
/// @param id what the tool's answer refers to
/// @param arguments by name; texts, numbers, truth values, nulls, lists and maps of them
public record ToolCall(@Nullable String id, String name, Map<String, @Nullable Object> arguments) {
    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
