package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.AdapterManifest;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Lineage;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.Timing;
import dev.hone.protocol.TrainingSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimedTest {
    private static final String DIGEST = "0".repeat(64);
    private static final PersonalDataPolicy MASKS =
            new PersonalDataPolicy(Map.of(PersonalDataKind.EMAIL, PersonalDataAction.MASK));

    @Test
    void aSuccessUnderTheJobsPolicyIsTaken() {
        assertThat(Claimed.faults(spec(MASKS), 1, success(MASKS))).isEmpty();
    }

    @Test
    void aSuccessOfAWorkerThatKnowsNoMasksIsRefused() {
        assertThat(Claimed.faults(spec(MASKS), 1, success(PersonalDataPolicy.NONE)))
                .containsExactly("lineage.personal_data must be {EMAIL=MASK}, was {}");
    }

    @Test
    void aSpecKeepsItsPolicyAndOneOfAnEarlierReleaseHasNone() {
        var stored = Json.write(spec(MASKS));
        var earlier = stored.replace(",\"personalData\":{\"email\":\"mask\"}", "");

        assertThat(earlier).isNotEqualTo(stored);
        assertThat(Json.read(stored, JobSpec.class)).isEqualTo(spec(MASKS));
        assertThat(Json.read(earlier, JobSpec.class)).isEqualTo(spec(PersonalDataPolicy.NONE));
    }

    @Test
    void theLineageOfAnAdapterNamesItsPolicy() {
        var stored = Json.write(success(MASKS).adapter().lineage());
        var earlier = stored.replace(",\"personal_data\":{\"email\":\"mask\"}", "");

        assertThat(earlier).isNotEqualTo(stored);
        assertThat(Json.read(stored, Lineage.class).personalData()).isEqualTo(MASKS);
        assertThat(Json.read(earlier, Lineage.class).personalData())
                .isEqualTo(PersonalDataPolicy.NONE);
    }

    private static JobSpec spec(PersonalDataPolicy policy) {
        return new JobSpec(
                "ftjob-1",
                "default",
                "ft:nano:default::12345678",
                new BaseRef("nano", DIGEST, List.of()),
                new DatasetRef("file-1", "train.jsonl", new ObjectRef("files/0", DIGEST, 0)),
                null,
                null,
                new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                new TrainingSpec(1, 4, 1e-3, Schedule.COSINE, 0, 1, 0, 64, Precision.FP32, 2),
                11,
                policy,
                null);
    }

    private static Outcome.Succeeded success(PersonalDataPolicy policy) {
        var object = new ObjectRef(StorePrefix.of("ftjob-1", 1) + "object", DIGEST, 1);
        return new Outcome.Succeeded(
                new AdapterManifest(
                        List.of(new NamedObject("adapter_model.safetensors", object)),
                        new Lineage(
                                DIGEST, DIGEST, DIGEST, DIGEST, DIGEST, "0.1", "w1", policy, null)),
                1,
                1,
                0.5,
                object,
                null,
                new Timing(1, 1, 10, 1, 1, 1e9, 0, 0));
    }
}
