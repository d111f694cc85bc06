package dev.hone.datasets.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The special tokens that transformers 5 hands to chat templates as variables, by their names: the
/// usual seven, and what a model calls its own. Tokens that have no name are no variables.
final class NamedTokens {
    private static final List<String> USUAL =
            List.of(
                    "bos_token",
                    "eos_token",
                    "unk_token",
                    "sep_token",
                    "pad_token",
                    "cls_token",
                    "mask_token");

    /// Where a model's own tokens stand by name; the first that says anything counts. A list there
    /// has tokens without names.
    private static final List<String> EXTRAS =
            List.of("extra_special_tokens", "additional_special_tokens");

    private NamedTokens() {}

    /// @param config of `tokenizer_config.json`
    /// @param legacy of `special_tokens_map.json`, which wins, but counts only where the
    ///   configuration does not list the added tokens itself
    static Map<String, String> of(JsonNode config, JsonNode legacy) {
        var tokens = new LinkedHashMap<String, String>();
        addAll(config, tokens);
        if (!config.has("added_tokens_decoder")) {
            addAll(legacy, tokens);
        }
        return tokens;
    }

    private static void addAll(JsonNode file, Map<String, String> tokens) {
        for (var name : USUAL) {
            text(file.path(name)).ifPresent(token -> tokens.put(name, token));
        }
        var own = new LinkedHashMap<String, String>();
        file.properties().stream()
                .filter(member -> member.getKey().endsWith("_token"))
                .filter(member -> !USUAL.contains(member.getKey()))
                .filter(member -> member.getValue().isTextual() || isAddedToken(member.getValue()))
                .forEach(member -> put(member, own));
        EXTRAS.stream()
                .map(file::path)
                .filter(extras -> !extras.isEmpty())
                .findFirst()
                .ifPresent(extras -> extras.properties().forEach(member -> put(member, own)));
        if (own.isEmpty()) {
            file.path("model_specific_special_tokens")
                    .properties()
                    .forEach(member -> put(member, own));
        }
        tokens.putAll(own);
    }

    private static boolean isAddedToken(JsonNode value) {
        return value.path("__type").asText().equals("AddedToken");
    }

    private static void put(Map.Entry<String, JsonNode> member, Map<String, String> into) {
        text(member.getValue()).ifPresent(token -> into.put(member.getKey(), token));
    }

    private static Optional<String> text(JsonNode token) {
        var text = token.isObject() ? token.path("content") : token;
        return Optional.ofNullable(text.textValue());
    }
}
