package dev.hone.datasets.base;

import java.util.List;

/// The shape of a Llama-like model, as its `config.json` states it.
///
/// @param headSize width of one attention head; need not be `hidden / heads`
/// @param endOfTextIds tokens that end a generation; may be empty
public record ModelConfig(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForward,
        int maxPositions,
        boolean tiedEmbeddings,
        double normEpsilon,
        Rope rope,
        List<Integer> endOfTextIds) {
    public ModelConfig {
        atLeastOne("vocab_size", vocabulary);
        atLeastOne("hidden_size", hidden);
        atLeastOne("num_hidden_layers", layers);
        atLeastOne("num_attention_heads", heads);
        atLeastOne("num_key_value_heads", keyValueHeads);
        atLeastOne("head_dim", headSize);
        atLeastOne("intermediate_size", feedForward);
        atLeastOne("max_position_embeddings", maxPositions);
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "num_attention_heads must be a multiple of num_key_value_heads, were %d and %d"
                            .formatted(heads, keyValueHeads));
        }
        if (headSize % 2 != 0) {
            throw new IllegalArgumentException("head_dim must be even, was " + headSize);
        }
        endOfTextIds = List.copyOf(endOfTextIds);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be 1 or more, was %d".formatted(name, value));
        }
    }

    public int queryWidth() {
        return heads * headSize;
    }

    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
