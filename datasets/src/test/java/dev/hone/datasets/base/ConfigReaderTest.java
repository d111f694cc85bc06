package dev.hone.datasets.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String SHAPE =
            """
            "vocab_size": 50, "hidden_size": 32, "num_hidden_layers": 4, "num_attention_heads": 4,
            "num_key_value_heads": 2, "intermediate_size": 48, "max_position_embeddings": 64\
            """;
    private static final int ALL = LayerAttention.UNLIMITED;

    private final Faults faults = new Faults();

    @Test
    void everyFamilyIsFoundByItsArchitecture() {
        for (Family family : Family.values()) {
            assertThat(Family.named(family.architecture())).contains(family);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Gemma2ForCausalLM, softcapping",
        "Gemma3ForConditionalGeneration, Gemma3ForCausalLM",
        "MixtralForCausalLM, supported: LlamaForCausalLM"
    })
    void anArchitectureThatIsRefusedIsToldWhyAndWhatIsNot(String architecture, String why) {
        assertThat(Family.named(architecture)).isEmpty();
        assertThat(Family.refusal(architecture)).contains(architecture, why, "NemotronForCausalLM");
    }

    @Test
    void absentFieldsMeanWhatTheyMeanToTheFamilysAuthors() throws IOException {
        var gemma = read(Family.GEMMA, "");
        assertThat(gemma.tiedEmbeddings()).isTrue();
        assertThat(gemma.headSize()).isEqualTo(256);
        assertThat(gemma.embeddingScale()).isEqualTo(Math.sqrt(32));

        assertThat(read(Family.QWEN3, "").headSize()).isEqualTo(128);

        var nemotron = read(Family.NEMOTRON, "");
        assertThat(nemotron.headSize()).isEqualTo(8);
        assertThat(nemotron.rotaryWidth()).isEqualTo(4);
        assertThat(nemotron.normEpsilon()).isEqualTo(1e-5);

        var gemma3 = read(Family.GEMMA3, "");
        assertThat(gemma3.queryScale()).isEqualTo(1 / 16.0);
        assertThat(gemma3.attention().getFirst())
                .isEqualTo(new LayerAttention(new Rope.Default(1e4), 4096));
    }

    @Test
    void mistralHasItsWindowInEveryLayerUnlessItIsNull() throws IOException {
        assertThat(windows(read(Family.MISTRAL, ", \"sliding_window\": 5")))
                .containsExactly(5, 5, 5, 5);
        assertThat(windows(read(Family.MISTRAL, ""))).containsExactly(4096, 4096, 4096, 4096);
        assertThat(windows(read(Family.MISTRAL, ", \"sliding_window\": null")))
                .containsExactly(ALL, ALL, ALL, ALL);
    }

    @Test
    void qwenHasItsWindowInTheUpperLayersIfItIsTurnedOn() throws IOException {
        String window = ", \"sliding_window\": 5, \"max_window_layers\": 3";
        assertThat(windows(read(Family.QWEN2, window))).containsExactly(ALL, ALL, ALL, ALL);
        assertThat(windows(read(Family.QWEN2, window + ", \"use_sliding_window\": true")))
                .containsExactly(ALL, ALL, ALL, 5);
    }

    @Test
    void gemma3AlternatesByItsPatternOrByItsListAndHasTwoRopes() throws IOException {
        String window = ", \"sliding_window\": 5, \"rope_theta\": 7, \"rope_local_base_freq\": 8";
        var byPattern = read(Family.GEMMA3, window + ", \"sliding_window_pattern\": 2");
        assertThat(byPattern.attention())
                .containsExactly(
                        new LayerAttention(new Rope.Default(8), 5),
                        new LayerAttention(new Rope.Default(7), ALL),
                        new LayerAttention(new Rope.Default(8), 5),
                        new LayerAttention(new Rope.Default(7), ALL));
        assertThat(byPattern.attentionKinds()).hasSize(2);

        String types =
                ", \"layer_types\": [\"full_attention\", \"sliding_attention\","
                        + " \"sliding_attention\", \"sliding_attention\"]";
        assertThat(windows(read(Family.GEMMA3, window + types))).containsExactly(ALL, 5, 5, 5);
    }

    @Test
    void yarnTakesItsDefaultsFromThePaper() throws IOException {
        var rope =
                read(
                                Family.LLAMA,
                                """
                                , "rope_theta": 9, "rope_scaling": {"type": "yarn", "factor": 4,
                                "original_max_position_embeddings": 16}\
                                """)
                        .attention()
                        .getFirst()
                        .rope();
        assertThat(rope).isInstanceOf(Rope.Yarn.class);
        var yarn = (Rope.Yarn) rope;
        assertThat(yarn.theta()).isEqualTo(9);
        assertThat(yarn.attentionFactor()).isCloseTo(1.13863, within(1e-5));
        assertThat(yarn.betaFast()).isEqualTo(32);
        assertThat(yarn.truncate()).isTrue();
    }

    @Test
    void everyUnsupportedValueIsNamedWithWhatWouldBeRight() throws IOException {
        var config =
                ConfigReader.read(
                        new JsonMapper()
                                .readTree(
                                        "{"
                                                + SHAPE.replace(
                                                        "\"num_key_value_heads\": 2",
                                                        "\"num_key_value_heads\": 3")
                                                + """
                                                , "head_dim": 7, "hidden_activation": "gelu",
                                                "attention_bias": true, "mlp_bias": 1,
                                                "use_bidirectional_attention": true,
                                                "attn_logit_softcapping": 50.0,
                                                "final_logit_softcapping": 30.0,
                                                "quantization_config": {"bits": 4},
                                                "partial_rotary_factor": 0.5,
                                                "query_pre_attn_scalar": 0,
                                                "tie_word_embeddings": "yes",
                                                "rms_norm_eps": -1, "sliding_window": 0,
                                                "layer_types": ["full_attention"],
                                                "rope_scaling": {"rope_type": "linear"}}
                                                """),
                        Family.GEMMA3,
                        faults);

        assertThat(config).isEqualTo(Optional.empty());
        assertThat(faults.all())
                .containsExactlyInAnyOrder(
                        "num_attention_heads must be a multiple of num_key_value_heads, were 4 and"
                                + " 3",
                        "head_dim must be an even number, was 7",
                        "config.json: attention_bias must be false, was true",
                        "config.json: mlp_bias must be false, was 1",
                        "config.json: use_bidirectional_attention must be false, was true",
                        "config.json: attn_logit_softcapping must be absent or null, was 50.0",
                        "config.json: final_logit_softcapping must be absent or null, was 30.0",
                        "config.json: quantization_config must be absent or null, was"
                                + " {\"bits\":4}",
                        "config.json: hidden_activation must be gelu_pytorch_tanh, was \"gelu\"",
                        "config.json: partial_rotary_factor must be 1, was 0.5",
                        "config.json: query_pre_attn_scalar must be a number above 0, was 0",
                        "config.json: tie_word_embeddings must be true or false, was \"yes\"",
                        "config.json: rms_norm_eps must be a number above 0, was -1",
                        "config.json: sliding_window must be a whole number from 1 on, was 0",
                        "config.json: layer_types must be 4 times full_attention or"
                                + " sliding_attention, was [\"full_attention\"]",
                        "config.json: rope factor must be a number above 0, was absent");
    }

    @ParameterizedTest
    @CsvSource({"LLAMA", "MISTRAL", "QWEN3", "NEMOTRON"})
    void biasesThatTheProgramHasNoPlaceForAreRefusedAndTheirAbsenceIsNot(Family family)
            throws IOException {
        assertThat(read(family, ", \"attention_bias\": false, \"mlp_bias\": false")).isNotNull();

        var biased = "{" + SHAPE + ", \"attention_bias\": true, \"mlp_bias\": true}";
        assertThat(ConfigReader.read(new JsonMapper().readTree(biased), family, faults)).isEmpty();
        assertThat(faults.all())
                .containsExactly(
                        "config.json: attention_bias must be false, was true",
                        "config.json: mlp_bias must be false, was true");
    }

    @Test
    void nemotronMustRotateAnEvenNumberOfChannels() throws IOException {
        ConfigReader.read(
                new JsonMapper()
                        .readTree(
                                "{" + SHAPE + ", \"partial_rotary_factor\": 0.4, \"head_dim\": 8}"),
                Family.NEMOTRON,
                faults);
        assertThat(faults.all())
                .containsExactly(
                        "config.json: partial_rotary_factor must be such that an even number of a"
                                + " head's 8 channels rotates, was 0.4");
    }

    private ModelConfig read(Family family, String more) throws IOException {
        var found =
                ConfigReader.read(
                        new JsonMapper().readTree("{" + SHAPE + more + "}"), family, faults);
        assertThat(faults.all()).isEmpty();
        return found.orElseThrow();
    }

    private static List<Integer> windows(ModelConfig config) {
        return config.attention().stream().map(LayerAttention::window).toList();
    }
}
