package dev.hone.datasets.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.adapter.Misfit.Setting;
import dev.hone.datasets.base.ModelConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AdapterShapeTest {
    /// Two layers of width 32; keys and values have 16, the feed-forward 48.
    private static final LinearLayers BASE =
            LinearLayers.of(ModelConfig.llama(50, 32, 2, 4, 2, 8, 48, 64, true));

    @Test
    void aRankMayBeThatOfTheSmallestWeightAndNoMore() {
        assertThat(misfits(16, List.of("k_proj", "down_proj"), Map.of(), Map.of())).isEmpty();
        assertThat(misfits(32, List.of("q_proj", "down_proj"), Map.of(), Map.of())).isEmpty();
        assertThat(misfits(33, List.of("k_proj", "down_proj"), Map.of(), Map.of()))
                .containsExactly(
                        new Misfit(
                                Setting.RANK,
                                "rank must be at most 16 on k_proj, whose weight is 16 × 32, was"
                                        + " 33"),
                        new Misfit(
                                Setting.RANK,
                                "rank must be at most 32 on down_proj, whose weight is 32 × 48, was"
                                        + " 33"));
    }

    @Test
    void aPatternsRankIsHeldAgainstTheModulesItMatchesOnly() {
        assertThat(misfits(200, List.of("k_proj"), Map.of("k_proj", 16), Map.of())).isEmpty();
        assertThat(misfits(4, List.of("k_proj", "q_proj"), Map.of("1.*", 17), Map.of()))
                .containsExactly(
                        new Misfit(
                                Setting.RANK_PATTERN,
                                "rank_pattern \"1.*\" must be at most 16 on k_proj, whose weight is"
                                        + " 16 × 32, was 17"));
    }

    @Test
    void everythingThatDoesNotFitIsToldTogether() {
        var misfits =
                misfits(
                        33,
                        List.of("q_proj", "k_proj", "5.mlp.up_proj"),
                        Map.of("(", 1, "[", 2, "v_proj", 3, "0.*", 4, "q_proj", 5),
                        Map.of("{x", 1.0, "lm_head", 2.0));

        assertThat(misfits)
                .extracting(Misfit::setting)
                .containsExactly(
                        Setting.TARGET_MODULES,
                        Setting.RANK_PATTERN,
                        Setting.RANK_PATTERN,
                        Setting.RANK_PATTERN,
                        Setting.RANK_PATTERN,
                        Setting.ALPHA_PATTERN,
                        Setting.ALPHA_PATTERN,
                        Setting.RANK);
        assertThat(misfits.toString())
                .contains(
                        "5.mlp.up_proj matches nothing of LlamaForCausalLM",
                        "alpha_pattern must be of regular expressions, \"{x\" is none",
                        "alpha_pattern \"lm_head\" matches no adapted module",
                        "rank_pattern must be of regular expressions, \"(\" is none",
                        "\"[\"",
                        "rank_pattern \"v_proj\" matches no adapted module",
                        "rank_pattern has more than one value for model.layers.0.self_attn.q_proj:"
                                + " 4 by \"0.*\", 5 by \"q_proj\"");
    }

    @Test
    void whereNoModuleIsAdaptedNoPatternIsBlamedForIt() {
        assertThat(misfits(4, List.of("9.mlp.up_proj"), Map.of("up_proj", 2), Map.of()))
                .extracting(Misfit::setting)
                .containsExactly(Setting.TARGET_MODULES);
    }

    @Test
    @Timeout(20)
    void anExpressionThatWouldTakeForEverIsRefused() {
        assertThat(misfits(4, List.of("q_proj"), Map.of("(([\\w.]*)*)*x", 2), Map.of()))
                .containsExactly(
                        new Misfit(
                                Setting.RANK_PATTERN,
                                "rank_pattern must be of simple regular expressions,"
                                        + " \"(([\\w.]*)*)*x\" takes more than 10000 steps on"
                                        + " model.layers.0.self_attn.q_proj"));
    }

    private static List<Misfit> misfits(
            int rank,
            List<String> targets,
            Map<String, Integer> ranks,
            Map<String, Double> alphas) {
        return new AdapterShape(rank, targets, ranks, alphas).misfits(BASE);
    }
}
