package dev.hone.trainer.model;

import dev.hone.datasets.base.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which named tensors of a checkpoint make up each weight of the program, in the program's order.
final class WeightNames {
    private WeightNames() {}

    /// One named tensor of a checkpoint.
    record Part(String name, List<Long> sides) {
        Part(String name, long... sides) {
            this(name, Arrays.stream(sides).boxed().toList());
        }

        long rows() {
            return sides.getFirst();
        }

        long size() {
            return sides.stream().reduce(1L, Math::multiplyExact);
        }

        /// Start values for training from nothing, drawn from the seed and the tensor's name alone.
        void fill(float[] values, int at, long seed, int layers) {
            int end = at + (int) size();
            if (sides.size() == 1) {
                Arrays.fill(values, at, end, 1f);
                return;
            }
            boolean residual = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
            double deviation = residual ? 0.02 / Math.sqrt(2.0 * layers) : 0.02;
            var random = NamedRandom.of(seed, name);
            for (int i = at; i < end; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        }
    }

    /// A weight: its parts one below the other.
    record Weight(List<Part> parts) {
        Weight(Part... parts) {
            this(List.of(parts));
        }

        long[] shape() {
            long[] shape = parts.getFirst().sides().stream().mapToLong(Long::longValue).toArray();
            shape[0] = parts.stream().mapToLong(Part::rows).sum();
            return shape;
        }

        long size() {
            return parts.stream().mapToLong(Part::size).sum();
        }

        boolean isMatrix() {
            return shape().length > 1;
        }
    }

    /// All weights of the model; a tied head repeats the embedding.
    static List<Weight> of(ModelConfig config) {
        long hidden = config.hidden();
        var embedding = new Weight(new Part(EMBEDDING, config.vocabulary(), hidden));
        var weights = new ArrayList<Weight>();
        weights.add(embedding);
        weights.add(new Weight(new Part("model.norm.weight", hidden)));
        weights.add(
                config.tiedEmbeddings()
                        ? embedding
                        : new Weight(new Part("lm_head.weight", config.vocabulary(), hidden)));
        for (int layer = 0; layer < config.layers(); layer++) {
            addLayer(weights, "model.layers.%d.".formatted(layer), config);
        }
        return weights;
    }

    static final String EMBEDDING = "model.embed_tokens.weight";

    private static void addLayer(List<Weight> weights, String layer, ModelConfig config) {
        long hidden = config.hidden();
        long query = config.queryWidth();
        long keyValue = config.keyValueWidth();
        long wide = config.feedForward();
        weights.add(new Weight(new Part(layer + "input_layernorm.weight", hidden)));
        weights.add(new Weight(new Part(layer + "post_attention_layernorm.weight", hidden)));
        weights.add(
                new Weight(
                        new Part(layer + "self_attn.q_proj.weight", query, hidden),
                        new Part(layer + "self_attn.k_proj.weight", keyValue, hidden),
                        new Part(layer + "self_attn.v_proj.weight", keyValue, hidden)));
        weights.add(new Weight(new Part(layer + "self_attn.o_proj.weight", hidden, query)));
        weights.add(
                new Weight(
                        new Part(layer + "mlp.gate_proj.weight", wide, hidden),
                        new Part(layer + "mlp.up_proj.weight", wide, hidden)));
        weights.add(new Weight(new Part(layer + "mlp.down_proj.weight", hidden, wide)));
    }
}
