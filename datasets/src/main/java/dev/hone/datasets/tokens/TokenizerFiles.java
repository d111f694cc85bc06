package dev.hone.datasets.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a Hugging Face directory says about its tokenizer, beside the tokenizer itself.
///
/// @param chatTemplate the template for conversations, if there is one
/// @param specialTokens texts of tokens by their role: `bos_token`, `eos_token` …
/// @param stopIds tokens that end a generation, as the model's files list them
/// @param servedStopIds those of them that servers read: generation_config.json's, or where it has
///   none, config.json's
record TokenizerFiles(
        Optional<String> chatTemplate,
        Map<String, String> specialTokens,
        Set<Integer> stopIds,
        Set<Integer> servedStopIds) {
    private static final List<String> ROLES =
            List.of("bos_token", "eos_token", "pad_token", "unk_token");
    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerFiles read(Path directory) throws IOException {
        var config = json(directory.resolve("tokenizer_config.json"));
        var generation = stopIds(directory.resolve("generation_config.json"));
        var model = stopIds(directory.resolve("config.json"));
        var all = new LinkedHashSet<>(generation);
        all.addAll(model);
        return new TokenizerFiles(
                chatTemplate(directory, config),
                specialTokens(config),
                all,
                generation.isEmpty() ? model : generation);
    }

    /// An absent file says nothing.
    private static JsonNode json(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new UnusableTokenizer(
                    "%s is not JSON: %s".formatted(file.getFileName(), e.getOriginalMessage()));
        }
    }

    /// A file of its own wins over the member of the configuration, as in transformers.
    private static Optional<String> chatTemplate(Path directory, JsonNode config)
            throws IOException {
        var file = directory.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return Optional.of(Files.readString(file));
        }
        var member = config.path("chat_template");
        if (member.isTextual()) {
            return Optional.of(member.textValue());
        }
        for (var named : member) {
            if (named.path("name").asText().equals("default")) {
                return Optional.of(named.path("template").asText());
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> specialTokens(JsonNode config) {
        var tokens = new LinkedHashMap<String, String>();
        for (var role : ROLES) {
            var member = config.path(role);
            var text = member.isObject() ? member.path("content") : member;
            if (text.isTextual()) {
                tokens.put(role, text.textValue());
            }
        }
        return tokens;
    }

    private static Set<Integer> stopIds(Path file) throws IOException {
        var ids = json(file).path("eos_token_id");
        var stops = new LinkedHashSet<Integer>();
        if (ids.isInt()) {
            stops.add(ids.intValue());
        }
        ids.forEach(id -> stops.add(id.intValue()));
        return stops;
    }
}
