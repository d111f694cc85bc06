package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModulePatternsTest {
    @Test
    void aPatternThatMatchesNothingIsRefusedNamingWhatThereIs() throws IOException {
        var settings =
                new LoraSettings(
                        4,
                        8,
                        0,
                        List.of("q_proj", "v_proj"),
                        false,
                        false,
                        Map.of("k_proj", 2, "layers.2.*", 3),
                        Map.of("0.mlp.*", 2.0));

        assertThatThrownBy(() -> settings.on(llama()))
                .hasMessage(
                        "rank_pattern \"k_proj\" matches no adapted module of [q_proj, v_proj] in"
                                + " layers 0–1; rank_pattern \"layers.2.*\" matches no adapted module"
                                + " of [q_proj, v_proj] in layers 0–1; alpha_pattern \"0.mlp.*\" matches"
                                + " no adapted module of [q_proj, v_proj] in layers 0–1");
    }

    @Test
    void patternsThatDisagreeAboutAModuleAreRefused() throws IOException {
        var disagreeing = patterns(Map.of("q_proj", 2, "layers.1.*", 3));

        assertThatThrownBy(() -> disagreeing.on(llama()))
                .hasMessage(
                        "rank_pattern has more than one value for model.layers.1.self_attn.q_proj:"
                                + " 3 by \"layers.1.*\", 2 by \"q_proj\"");
        assertThat(patterns(Map.of("q_proj", 3, "layers.1.*", 3)).on(llama())).isNotNull();
    }

    @Test
    void rankAndScaleAreThoseOfTheModule() {
        var settings =
                new LoraSettings(
                        4,
                        8,
                        0,
                        List.of("q_proj", "v_proj"),
                        true,
                        false,
                        Map.of("layers.1.*q_proj", 16),
                        Map.of("v_proj", 2.0));

        assertThat(settings.rank(0, LoraModule.Q)).isEqualTo(4);
        assertThat(settings.rank(1, LoraModule.Q)).isEqualTo(16);
        assertThat(settings.rank(1, LoraModule.K)).isZero();
        assertThat(settings.scale(0, LoraModule.Q)).isEqualTo(4);
        assertThat(settings.scale(1, LoraModule.Q)).isEqualTo(2);
        assertThat(settings.scale(0, LoraModule.V)).isEqualTo(1);
    }

    @Test
    void ranksOfPatternsHaveTheBoundsOfRanks() {
        assertThatThrownBy(() -> patterns(Map.of("q_proj", 0)))
                .hasMessage("rank_pattern \"q_proj\" must be 1–256, was 0");
    }

    @Test
    void noRankIsAboveThatOfAWeight() {
        var settings = // a width of 32, keys and values of 24
                new LoraSettings(
                        25,
                        8,
                        0,
                        List.of("k_proj", "v_proj", "o_proj"),
                        false,
                        false,
                        Map.of("1.self_attn.o_proj", 33, "v_proj", 16),
                        Map.of());

        assertThatThrownBy(() -> settings.on(llama()))
                .hasMessage(
                        "rank must be at most 24 on k_proj, whose weight is 24 × 32, was 25;"
                                + " rank_pattern \"1.self_attn.o_proj\" must be at most 32 on o_proj,"
                                + " whose weight is 32 × 48, was 33");
    }

    private static LoraSettings patterns(Map<String, Integer> ranks) {
        return new LoraSettings(4, 8, 0, List.of("q_proj"), false, false, ranks, Map.of());
    }

    private static ModelConfig llama() throws IOException {
        try (var reference = Reference.family("llama-default")) {
            return reference.base().config();
        }
    }
}
