package dev.hone.datasets.base;

import dev.hone.datasets.base.Family.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which named tensors of a checkpoint make up each weight of the decoder's program, in the
/// program's order.
public final class WeightLayout {
    /// How many weights stand before those of the layers.
    public static final int SHARED = 4;

    /// How many weights each layer has; some may be absent.
    public static final int PER_LAYER = 13;

    private static final String AFTER_ATTENTION = "post_attention_layernorm";
    private static final Weight ABSENT = new Weight(Kind.PLAIN, List.of());

    private final ModelConfig config;
    private final List<Weight> weights = new ArrayList<>();

    private WeightLayout(ModelConfig config) {
        this.config = config;
    }

    public enum Kind {
        /// Computed with as it is stored.
        PLAIN,
        NORM,
        NORM_BIAS
    }

    /// One named tensor of a checkpoint.
    public record Part(String name, List<Long> sides) {
        public Part {
            sides = List.copyOf(sides);
        }

        private Part(String name, long... sides) {
            this(name, Arrays.stream(sides).boxed().toList());
        }

        public long rows() {
            return sides.getFirst();
        }

        public long size() {
            return sides.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /// A weight: its parts one below the other. One without parts is absent from the model.
    public record Weight(Kind kind, List<Part> parts) {
        public Weight {
            parts = List.copyOf(parts);
        }

        public long[] shape() {
            if (isAbsent()) {
                return new long[] {0};
            }
            long[] shape = parts.getFirst().sides().stream().mapToLong(Long::longValue).toArray();
            shape[0] = parts.stream().mapToLong(Part::rows).sum();
            return shape;
        }

        public long size() {
            return parts.stream().mapToLong(Part::size).sum();
        }

        public boolean isAbsent() {
            return parts.isEmpty();
        }

        public boolean isMatrix() {
            return shape().length > 1;
        }
    }

    /// All weights of the model; a tied head repeats the embedding.
    public static List<Weight> of(ModelConfig config) {
        var layout = new WeightLayout(config);
        layout.addShared();
        for (int layer = 0; layer < config.layers(); layer++) {
            layout.addLayer("model.layers.%d.".formatted(layer));
        }
        return List.copyOf(layout.weights);
    }

    private void addShared() {
        long hidden = config.hidden();
        long vocabulary = config.vocabulary();
        var embedding = new Part("model.embed_tokens.weight", vocabulary, hidden);
        add(embedding);
        addNorm("model.norm", hidden);
        add(config.tiedEmbeddings() ? embedding : new Part("lm_head.weight", vocabulary, hidden));
        addNormBias("model.norm");
    }

    private void addLayer(String layer) {
        long hidden = config.hidden();
        long query = config.queryWidth();
        long keyValue = config.keyValueWidth();
        long wide = config.feedForward();
        boolean postNorms = config.family().has(Trait.POST_NORMS);
        String attention = layer + "self_attn.";
        String second = layer + (postNorms ? "pre_feedforward_layernorm" : AFTER_ATTENTION);
        addNorm(layer + "input_layernorm", hidden);
        addNorm(second, hidden);
        add(
                new Part(attention + "q_proj.weight", query, hidden),
                new Part(attention + "k_proj.weight", keyValue, hidden),
                new Part(attention + "v_proj.weight", keyValue, hidden));
        add(new Part(attention + "o_proj.weight", hidden, query));
        var up = new Part(layer + "mlp.up_proj.weight", wide, hidden);
        if (config.family().has(Trait.GATE)) {
            add(new Part(layer + "mlp.gate_proj.weight", wide, hidden), up);
        } else {
            add(up);
        }
        add(new Part(layer + "mlp.down_proj.weight", hidden, wide));
        addAttentionExtras(attention);
        addNormIf(postNorms, layer + AFTER_ATTENTION, hidden);
        addNormIf(postNorms, layer + "post_feedforward_layernorm", hidden);
        addNormBias(layer + "input_layernorm");
        addNormBias(second);
    }

    private void addAttentionExtras(String attention) {
        if (config.family().has(Trait.QUERY_KEY_VALUE_BIAS)) {
            add(
                    new Part(attention + "q_proj.bias", config.queryWidth()),
                    new Part(attention + "k_proj.bias", config.keyValueWidth()),
                    new Part(attention + "v_proj.bias", config.keyValueWidth()));
        } else {
            weights.add(ABSENT);
        }
        boolean headNorms = config.family().has(Trait.HEAD_NORMS);
        addNormIf(headNorms, attention + "q_norm", config.headSize());
        addNormIf(headNorms, attention + "k_norm", config.headSize());
    }

    private void add(Part... parts) {
        weights.add(new Weight(Kind.PLAIN, List.of(parts)));
    }

    private void addNorm(String name, long width) {
        weights.add(new Weight(Kind.NORM, List.of(new Part(name + ".weight", width))));
    }

    private void addNormIf(boolean present, String name, long width) {
        if (present) {
            addNorm(name, width);
        } else {
            weights.add(ABSENT);
        }
    }

    /// Only layer norms have a bias.
    private void addNormBias(String name) {
        boolean present =
                switch (config.family().norm()) {
                    case RMS, RMS_ONE_PLUS -> false;
                    case LAYER_ONE_PLUS -> true;
                };
        weights.add(
                present
                        ? new Weight(
                                Kind.NORM_BIAS, List.of(new Part(name + ".bias", config.hidden())))
                        : ABSENT);
    }
}
