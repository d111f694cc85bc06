package dev.hone.datasets.base;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.datasets.base.Family.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `config.json` in its older and its newer style, and says everything that is wrong with it.
/// An absent field means what it means to the family's authors.
final class ConfigReader {
    private final Fields root;
    private final Family family;

    private ConfigReader(Fields root, Family family) {
        this.root = root;
        this.family = family;
    }

    /// The model's shape, unless there are faults.
    static Optional<ModelConfig> read(JsonNode root, Family family, Faults faults) {
        return new ConfigReader(Fields.of(root, faults), family).config();
    }

    private Optional<ModelConfig> config() {
        int before = root.faults().all().size();
        int vocabulary = root.whole("vocab_size");
        int hidden = root.whole("hidden_size");
        int heads = root.whole("num_attention_heads");
        int keyValueHeads = root.whole("num_key_value_heads", heads);
        int headSize = root.whole("head_dim", headSize(hidden, heads));
        int feedForward = root.whole("intermediate_size");
        checkHeads(heads, keyValueHeads, headSize);
        refuse();
        int rotaryWidth = AttentionReader.rotaryWidth(root, family, headSize);
        double queryScale = queryScale(headSize);
        boolean tied = root.flag("tie_word_embeddings", tied());
        double epsilon = epsilon();
        List<LayerAttention> attention = AttentionReader.read(root, family);
        if (root.faults().all().size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new ModelConfig(
                        family,
                        vocabulary,
                        hidden,
                        heads,
                        keyValueHeads,
                        headSize,
                        feedForward,
                        root.whole("max_position_embeddings"),
                        tied,
                        epsilon,
                        rotaryWidth,
                        queryScale,
                        attention,
                        endIds(root.node())));
    }

    private void checkHeads(int heads, int keyValueHeads, int headSize) {
        if (heads % keyValueHeads != 0) {
            root.faults()
                    .add(
                            "num_attention_heads must be a multiple of num_key_value_heads, were %d and %d"
                                    .formatted(heads, keyValueHeads));
        }
        if (headSize < 2 || headSize % 2 != 0) {
            root.faults().add("head_dim must be an even number, was %d".formatted(headSize));
        }
    }

    private int headSize(int hidden, int heads) {
        return switch (family) {
            case LLAMA, MISTRAL, QWEN2, NEMOTRON -> hidden / heads;
            case QWEN3 -> 128;
            case GEMMA, GEMMA3 -> 256;
        };
    }

    private boolean tied() {
        return switch (family) {
            case LLAMA, MISTRAL, QWEN2, QWEN3, NEMOTRON -> false;
            case GEMMA, GEMMA3 -> true;
        };
    }

    private double epsilon() {
        return switch (family.norm()) {
            case RMS, RMS_ONE_PLUS -> root.number("rms_norm_eps", 1e-6);
            case LAYER_ONE_PLUS -> root.number("norm_eps", 1e-5);
        };
    }

    private double queryScale(int headSize) {
        return family.has(Trait.QUERY_SCALE)
                ? 1 / Math.sqrt(root.number("query_pre_attn_scalar", 256))
                : 1 / Math.sqrt(headSize);
    }

    /// What would make the model another than the one we compute.
    private void refuse() {
        if (!family.has(Trait.QUERY_KEY_VALUE_BIAS)) {
            root.mustBeFalse("attention_bias");
        }
        root.mustBeFalse("mlp_bias");
        root.mustBeFalse("use_bidirectional_attention");
        root.mustBeAbsent("attn_logit_softcapping");
        root.mustBeAbsent("final_logit_softcapping");
        root.mustBeAbsent("quantization_config");
        switch (family.activation()) {
            case SILU -> root.mustBeOneOf("hidden_act", List.of("silu"));
            case GELU_TANH -> {
                // Gemma's first files say gelu and mean its approximation by a tanh
                root.mustBeOneOf("hidden_act", List.of("gelu_pytorch_tanh", "gelu"));
                root.mustBeOneOf("hidden_activation", List.of("gelu_pytorch_tanh"));
            }
            case RELU_SQUARED -> root.mustBeOneOf("hidden_act", List.of("relu2"));
        }
    }

    /// `eos_token_id`: a number, a list of numbers, or nothing.
    static List<Integer> endIds(JsonNode config) {
        JsonNode node = config.path("eos_token_id");
        if (node.isInt()) {
            return List.of(node.asInt());
        }
        var ids = new ArrayList<Integer>();
        node.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
