package dev.hone.datasets.base;

import java.util.Collections;
import java.util.List;

/// The shape of a model, as its `config.json` states it.
///
/// @param headSize width of one attention head; need not be `hidden / heads`
/// @param rotaryWidth how much of a head, from its front, is rotated
/// @param queryScale what scores of queries and keys are multiplied by
/// @param attention of each layer, from the first to the last
/// @param endOfTextIds tokens that end a generation; may be empty
public record ModelConfig(
        Family family,
        int vocabulary,
        int hidden,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForward,
        int maxPositions,
        boolean tiedEmbeddings,
        double normEpsilon,
        int rotaryWidth,
        double queryScale,
        List<LayerAttention> attention,
        List<Integer> endOfTextIds) {
    public ModelConfig {
        atLeastOne("vocab_size", vocabulary);
        atLeastOne("hidden_size", hidden);
        atLeastOne("num_hidden_layers", attention.size());
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
        if (rotaryWidth < 2 || rotaryWidth % 2 != 0 || rotaryWidth > headSize) {
            throw new IllegalArgumentException(
                    "the rotated part of a head must be an even number up to %d, was %d"
                            .formatted(headSize, rotaryWidth));
        }
        attention = List.copyOf(attention);
        endOfTextIds = List.copyOf(endOfTextIds);
    }

    /// A Llama with plain rotary positions.
    public static ModelConfig llama(
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int feedForward,
            int maxPositions,
            boolean tiedEmbeddings) {
        var attention = new LayerAttention(new Rope.Default(10_000), LayerAttention.UNLIMITED);
        return new ModelConfig(
                Family.LLAMA,
                vocabulary,
                hidden,
                heads,
                keyValueHeads,
                headSize,
                feedForward,
                maxPositions,
                tiedEmbeddings,
                1e-5,
                headSize,
                1 / Math.sqrt(headSize),
                Collections.nCopies(layers, attention),
                List.of());
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be 1 or more, was %d".formatted(name, value));
        }
    }

    public int layers() {
        return attention.size();
    }

    /// The kinds of attention that the layers have, each once.
    public List<LayerAttention> attentionKinds() {
        return attention.stream().distinct().toList();
    }

    public double embeddingScale() {
        return family.has(Family.Trait.SCALED_EMBEDDINGS) ? Math.sqrt(hidden) : 1;
    }

    public int queryWidth() {
        return heads * headSize;
    }

    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
