package dev.hone.datasets.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function that the assistant may call.
///
/// @param definition all that the row says of it, as JSON: `type` and `function` with its name,
///   description and parameters
public record Tool(String name, Map<String, @Nullable Object> definition) {
    public Tool {
        definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    }
}
