package dev.hone.datasets.tokens;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Reads the special tokens out of a tokenizer.json, whose vocabulary, often megabytes, is passed
/// over.
final class AddedTokens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AddedTokens() {}

    /// Texts by id.
    static Map<Integer, String> special(Path tokenizerFile) throws IOException {
        var special = new TreeMap<Integer, String>();
        try (var parser = JSON.createParser(tokenizerFile.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return special;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("added_tokens");
                parser.nextToken();
                if (!wanted) {
                    parser.skipChildren();
                    continue;
                }
                JsonNode tokens = JSON.readTree(parser);
                for (var token : tokens) {
                    if (token.path("special").asBoolean()) {
                        special.put(token.path("id").asInt(), token.path("content").asText());
                    }
                }
            }
        }
        return special;
    }
}
