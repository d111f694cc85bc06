package dev.hone.datasets.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a Hugging Face directory says about its tokenizer, beside the tokenizer itself.
///
/// @param templates for conversations, if there are any
/// @param specialTokens texts of tokens by their names: `bos_token`, `eos_token` …
/// @param stopIds tokens that end a generation, as the model's files list them
record TokenizerFiles(
        TemplateTexts templates, Map<String, String> specialTokens, Set<Integer> stopIds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerFiles read(Path directory) throws IOException {
        var config = json(directory.resolve("tokenizer_config.json"));
        var stopIds = new LinkedHashSet<Integer>();
        for (var name : List.of("generation_config.json", "config.json")) {
            addIds(json(directory.resolve(name)).path("eos_token_id"), stopIds);
        }
        return new TokenizerFiles(
                TemplateTexts.of(directory, config),
                NamedTokens.of(config, json(directory.resolve("special_tokens_map.json"))),
                stopIds);
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

    private static void addIds(JsonNode ids, Set<Integer> into) {
        if (ids.isInt()) {
            into.add(ids.intValue());
        }
        ids.forEach(id -> into.add(id.intValue()));
    }
}
