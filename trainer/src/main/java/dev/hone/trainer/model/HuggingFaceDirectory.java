package dev.hone.trainer.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.Rope;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.tokens.BpeTokenizer;
import dev.hone.trainer.tokens.ChatTokens;
import dev.hone.trainer.tokens.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes a trained model as a directory that any Hugging Face compatible tool loads.
public final class HuggingFaceDirectory {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private HuggingFaceDirectory() {}

    public static void write(TrainableModel model, BpeTokenizer tokenizer, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        SafetensorsWriter.write(
                directory.resolve("model.safetensors"),
                model.named(ScalarType.BFLOAT16),
                Map.of("format", "pt"));
        TokenizerFile.write(tokenizer, directory.resolve("tokenizer.json"));
        write(directory.resolve("config.json"), config(model.config(), tokenizer));
        write(directory.resolve("generation_config.json"), generation(tokenizer));
        write(directory.resolve("tokenizer_config.json"), tokenizerConfig(model.config()));
    }

    private static void write(Path file, JsonNode content) throws IOException {
        Files.write(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    private static JsonNode config(ModelConfig config, BpeTokenizer tokenizer) {
        if (config.family() != Family.LLAMA
                || !config.attentionKinds().stream()
                        .allMatch(k -> k.rope() instanceof Rope.Default)) {
            throw new IllegalArgumentException(
                    "models are trained as Llama with plain rotary positions");
        }
        ObjectNode node = NODES.objectNode().put("model_type", "llama");
        node.putArray("architectures").add("LlamaForCausalLM");
        putShape(node, config);
        node.put("hidden_act", "silu")
                .put("attention_bias", false)
                .put("attention_dropout", 0.0)
                .put("mlp_bias", false)
                .put("initializer_range", 0.02)
                .put("use_cache", true)
                .put("torch_dtype", "bfloat16")
                .put("eos_token_id", tokenizer.special(ChatTokens.END))
                .put("pad_token_id", tokenizer.special(ChatTokens.PAD));
        return node.putNull("bos_token_id").putNull("rope_scaling");
    }

    private static void putShape(ObjectNode node, ModelConfig config) {
        node.put("vocab_size", config.vocabulary())
                .put("hidden_size", config.hidden())
                .put("intermediate_size", config.feedForward())
                .put("num_hidden_layers", config.layers())
                .put("num_attention_heads", config.heads())
                .put("num_key_value_heads", config.keyValueHeads())
                .put("head_dim", config.headSize())
                .put("max_position_embeddings", config.maxPositions())
                .put("rms_norm_eps", config.normEpsilon())
                .put("rope_theta", config.attention().getFirst().rope().theta())
                .put("tie_word_embeddings", config.tiedEmbeddings());
    }

    private static JsonNode generation(BpeTokenizer tokenizer) {
        ObjectNode node = NODES.objectNode().put("do_sample", false);
        node.putArray("eos_token_id")
                .add(tokenizer.special(ChatTokens.END))
                .add(tokenizer.special(ChatTokens.END_OF_TEXT));
        return node.put("pad_token_id", tokenizer.special(ChatTokens.PAD));
    }

    private static JsonNode tokenizerConfig(ModelConfig config) {
        ObjectNode node = NODES.objectNode().put("tokenizer_class", "PreTrainedTokenizerFast");
        node.put("add_bos_token", false).put("add_eos_token", false);
        node.putNull("bos_token");
        return node.put("eos_token", ChatTokens.END)
                .put("pad_token", ChatTokens.PAD)
                .put("model_max_length", config.maxPositions())
                .put("clean_up_tokenization_spaces", false)
                .put("chat_template", ChatTokens.TEMPLATE);
    }
}
