package dev.hone.datasets.base;

import static dev.hone.datasets.base.Family.Trait.GATE;
import static dev.hone.datasets.base.Family.Trait.HEAD_NORMS;
import static dev.hone.datasets.base.Family.Trait.PARTIAL_ROTARY;
import static dev.hone.datasets.base.Family.Trait.POST_NORMS;
import static dev.hone.datasets.base.Family.Trait.QUERY_KEY_VALUE_BIAS;
import static dev.hone.datasets.base.Family.Trait.QUERY_SCALE;
import static dev.hone.datasets.base.Family.Trait.SCALED_EMBEDDINGS;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The families of models that can be tuned, and all that sets them apart. Each is a decoder of
/// equal layers: norm, attention with rotary positions, residual; norm, feed-forward, residual;
/// then a last norm and the head. There is one program for all of them, and a part that a family
/// lacks is an empty tensor there.
public enum Family {
    LLAMA("LlamaForCausalLM", Norm.RMS, Activation.SILU, Windows.NONE, GATE),
    MISTRAL("MistralForCausalLM", Norm.RMS, Activation.SILU, Windows.EVERY_LAYER, GATE),
    QWEN2(
            "Qwen2ForCausalLM",
            Norm.RMS,
            Activation.SILU,
            Windows.UPPER_LAYERS,
            GATE,
            QUERY_KEY_VALUE_BIAS),
    QWEN3("Qwen3ForCausalLM", Norm.RMS, Activation.SILU, Windows.UPPER_LAYERS, GATE, HEAD_NORMS),
    GEMMA(
            "GemmaForCausalLM",
            Norm.RMS_ONE_PLUS,
            Activation.GELU_TANH,
            Windows.NONE,
            GATE,
            SCALED_EMBEDDINGS),
    GEMMA3(
            "Gemma3ForCausalLM",
            Norm.RMS_ONE_PLUS,
            Activation.GELU_TANH,
            Windows.LAYER_TYPES,
            GATE,
            SCALED_EMBEDDINGS,
            HEAD_NORMS,
            POST_NORMS,
            QUERY_SCALE),
    NEMOTRON(
            "NemotronForCausalLM",
            Norm.LAYER_ONE_PLUS,
            Activation.RELU_SQUARED,
            Windows.NONE,
            PARTIAL_ROTARY);

    /// How a vector is normalised before it is weighed.
    public enum Norm {
        /// By its root mean square; rounded to the type computed in, then times the weight.
        RMS,
        /// The same, times one plus the weight, all in float32, and rounded only then.
        RMS_ONE_PLUS,
        /// By its mean and deviation, times one plus the weight (a sum rounded to the type computed
        /// in), plus a bias.
        LAYER_ONE_PLUS
    }

    /// The curve inside the feed-forward.
    public enum Activation {
        SILU,
        GELU_TANH,
        RELU_SQUARED
    }

    /// Which layers see only the latest tokens, `sliding_window` of them.
    public enum Windows {
        NONE,
        EVERY_LAYER,
        /// From layer `max_window_layers` on, if `use_sliding_window` says so.
        UPPER_LAYERS,
        /// Those that `layer_types` or `sliding_window_pattern` names; they have a rope of their
        /// own.
        LAYER_TYPES
    }

    /// A part that not every family has.
    public enum Trait {
        /// The feed-forward is `down(activation(gate(x)) * up(x))`, else `down(activation(up(x)))`.
        GATE,
        /// The three projections into attention add a bias.
        QUERY_KEY_VALUE_BIAS,
        /// Queries and keys are normalised head by head before they are rotated.
        HEAD_NORMS,
        /// What attention and feed-forward give is normalised before it joins the residual.
        POST_NORMS,
        /// Embeddings are multiplied by the root of the hidden size, rounded to the type computed
        /// in.
        SCALED_EMBEDDINGS,
        /// Scores are divided by the root of `query_pre_attn_scalar`, not of the head size.
        QUERY_SCALE,
        /// Only the front of each head is rotated, `partial_rotary_factor` of it.
        PARTIAL_ROTARY
    }

    private static final Map<String, String> REFUSED =
            Map.of(
                    "Gemma2ForCausalLM",
                    "it caps attention scores by a tanh (softcapping), which fused attention cannot",
                    "Gemma3ForConditionalGeneration",
                    "it reads images too; models of text alone are Gemma3ForCausalLM");

    private final String architecture;
    private final Norm norm;
    private final Activation activation;
    private final Windows windows;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of
    private final Set<Trait> traits;

    Family(
            String architecture,
            Norm norm,
            Activation activation,
            Windows windows,
            Trait... traits) {
        this.architecture = architecture;
        this.norm = norm;
        this.activation = activation;
        this.windows = windows;
        this.traits = Set.of(traits);
    }

    static Optional<Family> named(String architecture) {
        return Arrays.stream(values()).filter(f -> f.architecture.equals(architecture)).findFirst();
    }

    /// Why an architecture is no family of ours, and which are.
    static String refusal(String architecture) {
        String why = REFUSED.containsKey(architecture) ? ": " + REFUSED.get(architecture) : "";
        return "architecture %s is not supported%s; supported: %s"
                .formatted(
                        architecture,
                        why,
                        Arrays.stream(values())
                                .map(Family::architecture)
                                .collect(Collectors.joining(", ")));
    }

    /// Its name under `architectures` in `config.json`.
    public String architecture() {
        return architecture;
    }

    public Norm norm() {
        return norm;
    }

    public Activation activation() {
        return activation;
    }

    Windows windows() {
        return windows;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
