package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.LoraSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoraOfJobTest {
    @Test
    void everySettingOfAJobsAdapterIsTrained() throws IOException {
        var asked =
                new LoraSpec(
                        4,
                        8,
                        0.1,
                        List.of("0.self_attn.q_proj", "v_proj"),
                        true,
                        true,
                        Map.of("v_proj", 2),
                        Map.of("layers.0.*", 3.0));

        assertThat(Settings.lora(job(asked), llama()))
                .isEqualTo(
                        new LoraSettings(
                                4,
                                8,
                                0.1,
                                List.of("0.self_attn.q_proj", "v_proj"),
                                true,
                                true,
                                Map.of("v_proj", 2),
                                Map.of("layers.0.*", 3.0)));
    }

    @Test
    void whatTheBaseCannotHaveIsTheUsersFault() {
        var asked =
                new LoraSpec(
                        4,
                        8,
                        0,
                        List.of("q_proj", "layers.7.self_attn.v_proj"),
                        false,
                        false,
                        Map.of("k_proj", 2, "0.self_attn.q_proj", 200),
                        Map.of("(", 1.0));

        assertThatThrownBy(() -> Settings.check(job(asked), llama()))
                .isInstanceOfSatisfying(
                        UserFault.class,
                        f -> assertThat(f.code()).isEqualTo(FailureCode.LORA_UNSUPPORTED))
                .hasMessageContainingAll(
                        "target module layers.7.self_attn.v_proj matches nothing",
                        "alpha_pattern must be of regular expressions, \"(\"",
                        "rank_pattern \"k_proj\" matches no adapted module",
                        "rank_pattern \"0.self_attn.q_proj\" must be at most 32 on q_proj");
    }

    private static ModelConfig llama() throws IOException {
        try (var reference = Reference.family("llama-default")) {
            return reference.base().config();
        }
    }

    private static JobSpec job(LoraSpec lora) {
        var digest = "0".repeat(64);
        return new JobSpec(
                "ftjob-1",
                "default",
                "ft:tiny",
                new BaseRef("tiny", digest, List.of()),
                new DatasetRef("file-1", "train.jsonl", new ObjectRef("key", digest, 1)),
                null,
                null,
                lora,
                new TrainingSpec(1, 4, 1e-2, Schedule.COSINE, 0.1, 1, 0, 128, Precision.FP32, 100),
                11);
    }
}
