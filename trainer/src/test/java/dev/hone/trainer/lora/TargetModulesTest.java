package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.Reference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetModulesTest {
    @Test
    void aNameMeansAllModulesThatEndInItBehindADot() throws IOException {
        var settings = on("q_proj", "0.mlp.down_proj", "model.layers.1.self_attn.v_proj");

        assertThat(settings.rank(0, LoraModule.Q)).isEqualTo(4);
        assertThat(settings.rank(1, LoraModule.Q)).isEqualTo(4);
        assertThat(settings.rank(0, LoraModule.DOWN)).isEqualTo(4);
        assertThat(settings.rank(1, LoraModule.DOWN)).isZero();
        assertThat(settings.rank(0, LoraModule.V)).isZero();
        assertThat(settings.rank(1, LoraModule.V)).isEqualTo(4);
        assertThat(settings.rank(1, LoraModule.K)).isZero();
    }

    @Test
    void theNamesAreWrittenAsTheyWereAskedFor() throws IOException {
        assertThat(on("v_proj", "q_proj", "1.mlp.up_proj", "q_proj").targetModules())
                .containsExactly("1.mlp.up_proj", "q_proj", "v_proj");
    }

    @Test
    void namesThatMatchNothingAreRefusedTogether() {
        assertThatThrownBy(() -> on("layers.2.self_attn.q_proj", "self_attn.up_proj", "k_proj"))
                .hasMessage(
                        "target module layers.2.self_attn.q_proj matches nothing of"
                                + " LlamaForCausalLM, which has [q_proj, k_proj, v_proj, o_proj,"
                                + " gate_proj, up_proj, down_proj] in layers 0–1; target module"
                                + " self_attn.up_proj matches nothing of LlamaForCausalLM, which has"
                                + " [q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj] in"
                                + " layers 0–1");
    }

    @Test
    void aModuleThatIsNoLinearOfALayerIsRefused() {
        for (var name : List.of("lm_head", "self_attn", "xq_proj", "q_proj.", "")) {
            assertThatThrownBy(() -> new LoraSettings(4, 8, 0, List.of(name)))
                    .hasMessageEndingWith("was " + name);
        }
    }

    @Test
    void allLinearOfAFileMeansEveryLinear() throws IOException {
        var json = new JsonMapper();
        var config = "{'peft_type':'LORA','r':4,'lora_alpha':8,'target_modules':'%s'}";
        var all = json.readTree(config.formatted("all-linear").replace('\'', '"'));
        var expression = json.readTree(config.formatted(".*_proj").replace('\'', '"'));

        assertThat(PeftConfigReader.settings(all)).isEqualTo(LoraSettings.allLinear(4, 8));
        assertThatThrownBy(() -> PeftConfigReader.settings(expression))
                .hasMessage(
                        "adapter_config.json: target_modules must be a list of names or"
                                + " all-linear, was \".*_proj\"");
    }

    private static LoraSettings on(String... modules) throws IOException {
        return new LoraSettings(4, 8, 0, List.of(modules)).on(llama());
    }

    private static ModelConfig llama() throws IOException {
        try (var reference = Reference.family("llama-default")) {
            return reference.base().config();
        }
    }
}
