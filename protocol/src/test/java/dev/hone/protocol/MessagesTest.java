package dev.hone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Members that came later: who does not know them is understood.
class MessagesTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final ObjectRef OBJECT = new ObjectRef("files/0", "0".repeat(64), 0);

    @Test
    void aClaimWithoutASizeOfCallsLeavesItToTheMemory() throws Exception {
        var json = (ObjectNode) JSON.valueToTree(claim());
        json.remove("mostCallTokens");

        assertThat(JSON.treeToValue(json, Claim.class)).isEqualTo(claim());
        assertThat(claim().mostCallTokens()).isZero();
    }

    @Test
    void aClaimKeepsItsSizeOfCalls() throws Exception {
        var smaller = claim().inCallsOf(240);

        assertThat(JSON.readValue(JSON.writeValueAsString(smaller), Claim.class))
                .isEqualTo(smaller);
    }

    @Test
    void aFailureOfAnEarlierReleaseSaysNothingOfCalls() throws Exception {
        var failed =
                JSON.readValue(
                        """
                        {"type":"failed","failure":"RESOURCE","code":"out_of_memory","message":"m"}
                        """,
                        Outcome.class);

        assertThat(failed).isEqualTo(FailureCode.OUT_OF_MEMORY.outcome("m"));
    }

    @Test
    void aCodeThatNobodyKnowsArrivesAsItIs() throws Exception {
        var failed =
                JSON.readValue(
                        """
                        {"type":"failed","failure":"PLATFORM","code":"gpu_on_fire","message":"m"}
                        """,
                        Outcome.Failed.class);

        assertThat(failed.code()).isEqualTo("gpu_on_fire");
    }

    private static Claim claim() {
        var spec =
                new JobSpec(
                        "ftjob-1",
                        "default",
                        "ft:nano",
                        new BaseRef("nano", "1".repeat(64), List.of()),
                        new DatasetRef("file-1", "train.jsonl", OBJECT),
                        null,
                        null,
                        new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                        new TrainingSpec(
                                1, 4, 1e-3, Schedule.COSINE, 0, 1, 0, 64, Precision.FP32, 2),
                        11);
        var lease =
                new Lease(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(20));
        return new Claim(spec, 1, 7, lease, null, "jobs/ftjob-1/t7/");
    }
}
