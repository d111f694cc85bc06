package dev.hone.trainer.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A tokenizer as Hugging Face's `tokenizer.json`.
public final class TokenizerFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TokenizerFile() {}

    public static void write(BpeTokenizer tokenizer, Path file) throws IOException {
        ObjectNode root = NODES.objectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        root.set("added_tokens", addedTokens(tokenizer));
        root.putNull("normalizer");
        root.set("pre_tokenizer", byteLevel(false));
        root.putNull("post_processor");
        root.set("decoder", byteLevel(true));
        root.set("model", model(tokenizer));
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    /// Reads back what [#write] wrote.
    public static BpeTokenizer read(Path file) throws IOException {
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        var special = new ArrayList<String>();
        root.get("added_tokens").forEach(token -> special.add(token.get("content").asText()));
        JsonNode vocabulary = root.get("model").get("vocab");
        var merges = new ArrayList<Merge>();
        for (JsonNode merge : root.get("model").get("merges")) {
            List<String> sides = List.of(merge.asText().split(" ", 2));
            merges.add(
                    new Merge(
                            vocabulary.get(sides.getFirst()).asInt(),
                            vocabulary.get(sides.getLast()).asInt()));
        }
        return new BpeTokenizer(special, merges);
    }

    private static JsonNode addedTokens(BpeTokenizer tokenizer) {
        var added = NODES.arrayNode();
        for (String token : tokenizer.specialTokens()) {
            added.addObject()
                    .put("id", tokenizer.special(token))
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        return added;
    }

    private static JsonNode byteLevel(boolean prefixSpace) {
        return NODES.objectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static JsonNode model(BpeTokenizer tokenizer) {
        ObjectNode model = NODES.objectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokenizer.size(); id++) {
            vocabulary.put(tokenizer.written(id), id);
        }
        var merges = model.putArray("merges");
        for (Merge merge : tokenizer.merges()) {
            merges.add(tokenizer.written(merge.left()) + " " + tokenizer.written(merge.right()));
        }
        return model;
    }
}
