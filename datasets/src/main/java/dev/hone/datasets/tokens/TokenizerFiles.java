package dev.hone.datasets.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What a Hugging Face directory says about its tokenizer, beside the tokenizer itself.
///
/// @param templates for conversations, if there are any
/// @param specialTokens texts of tokens by their names: `bos_token`, `eos_token` …
/// @param stopIds tokens that end a generation, as the model's files list them
/// @param servedStopIds those of them that servers read: generation_config.json's, or where it has
///   none, config.json's
record TokenizerFiles(
        TemplateTexts templates,
        Map<String, String> specialTokens,
        Set<Integer> stopIds,
        Set<Integer> servedStopIds) {
    static final Set<String> READ =
            Set.of(
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "chat_template.jinja",
                    "generation_config.json",
                    "config.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerFiles read(Path directory) throws IOException {
        var config = json(directory.resolve("tokenizer_config.json"));
        var generation = stopIds(directory.resolve("generation_config.json"));
        var model = stopIds(directory.resolve("config.json"));
        var all = new LinkedHashSet<>(generation);
        all.addAll(model);
        return new TokenizerFiles(
                TemplateTexts.of(directory, config),
                NamedTokens.of(config, json(directory.resolve("special_tokens_map.json"))),
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
