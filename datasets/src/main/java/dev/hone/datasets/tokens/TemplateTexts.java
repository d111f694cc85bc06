package dev.hone.datasets.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The chat templates of a model, of which transformers takes one by whether there are tools.
///
/// @param plain for conversations without tools
/// @param withTools for those with tools; mostly the same
record TemplateTexts(Optional<String> plain, Optional<String> withTools) {
    private static final String DEFAULT = "default";
    private static final String FOLDER = "additional_chat_templates";
    private static final String SUFFIX = ".jinja";

    /// Files of their own win over the member of the configuration.
    static TemplateTexts of(Path directory, JsonNode config) throws IOException {
        var byName = files(directory);
        if (byName.isEmpty()) {
            byName = members(config.path("chat_template"));
        }
        var plain = Optional.ofNullable(byName.get(DEFAULT));
        return new TemplateTexts(
                plain, Optional.ofNullable(byName.get("tool_use")).or(() -> plain));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        var byName = new HashMap<String, String>();
        var file = directory.resolve("chat_template" + SUFFIX);
        if (Files.isRegularFile(file)) {
            byName.put(DEFAULT, Files.readString(file));
        }
        var folder = directory.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            try (var more = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (var other : more) {
                    var name = other.getFileName().toString();
                    byName.put(
                            name.substring(0, name.length() - SUFFIX.length()),
                            Files.readString(other));
                }
            }
        }
        return byName;
    }

    /// Whether the file is one of several templates.
    static boolean isNamed(String path) {
        return path.startsWith(FOLDER + "/") && path.endsWith(SUFFIX);
    }

    private static Map<String, String> members(JsonNode member) {
        var byName = new HashMap<String, String>();
        if (member.isTextual()) {
            byName.put(DEFAULT, member.textValue());
        }
        for (var named : member) {
            byName.put(named.path("name").asText(), named.path("template").asText());
        }
        return byName;
    }
}
