package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.LoraSpec;
import dev.hone.trainer.Reference;
import dev.hone.trainer.worker.Claims;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void allLinearModulesAreThoseThatTheBaseHas() throws IOException {
        var settings = Settings.lora(spec(LoraSpec.ALL_LINEAR), nemotron());

        assertThat(settings.targetModules()).hasSize(6).doesNotContain("gate_proj");
    }

    @Test
    void aModuleThatTheBaseLacksIsTheUsersMoveAndNamesWhatThereIs() throws IOException {
        var config = nemotron();

        assertThatThrownBy(() -> Settings.check(spec(List.of("gate_proj")), config))
                .isInstanceOfSatisfying(
                        UserFault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FailureCode.LORA_UNSUPPORTED))
                .hasMessageContaining("gate_proj matches nothing of NemotronForCausalLM")
                .hasMessageContaining("[q_proj, k_proj, v_proj, o_proj, up_proj, down_proj]");
    }

    private static ModelConfig nemotron() throws IOException {
        try (var reference = Reference.family("nemotron")) {
            return reference.base().config();
        }
    }

    private static JobSpec spec(List<String> modules) {
        var spec = Claims.of("ftjob-1", Claims.LEASE).spec();
        return new JobSpec(
                spec.jobId(),
                spec.project(),
                spec.model(),
                spec.base(),
                spec.training(),
                spec.validation(),
                spec.evaluation(),
                new LoraSpec(4, 8, 0, modules),
                spec.trainingSpec(),
                spec.seed());
    }
}
