package dev.hone.api.problem;

import dev.hone.orchestrator.errors.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Members of JSON bodies that no record names.
public final class JsonMembers {
    private JsonMembers() {}

    /// Refuses members that this API does not have, each by name.
    ///
    /// @param path of the object that they stand in, with a dot behind it; empty for the body
    /// @param members none where null
    public static List<Fault> unknown(
            String path, @Nullable Map<String, @Nullable Object> members) {
        if (members == null) {
            return List.of();
        }
        return members.keySet().stream()
                .map(name ->
                        new Fault(
                                path + name,
                                "There is no parameter \"%s%s\"".formatted(path, name),
                                "unknown_parameter"))
                .toList();
    }

    /// Values that are no texts are shown as they are by their refusal.
    public static Map<String, String> texts(@Nullable Map<String, @Nullable Object> members) {
        var texts = new LinkedHashMap<String, String>();
        if (members != null) {
            members.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        }
        return texts;
    }
}
