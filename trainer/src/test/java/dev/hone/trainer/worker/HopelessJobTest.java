package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Claim;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that no retry can help: they fail once, and the user is told what to change.
@Timeout(240)
class HopelessJobTest extends WorkerFixture {
    HopelessJobTest(@TempDir Path directory) throws IOException {
        super(directory, TinyBase::in);
    }

    @Test
    void aLossThatIsNoNumberNamesTheStepAndTheRowsAndKeepsTheCheckpointBefore() throws Exception {
        var failed = outcome(job.atRate(1e30));

        assertThat(failed.failure()).isEqualTo(FailureClass.USER);
        assertThat(failed.code()).isEqualTo("loss_not_finite");
        assertThat(failed.message())
                .startsWith("training diverged at step ")
                .contains("at learning rate ", "from lines ", "a lower learning rate may help");
        int step = Integer.parseInt(failed.message().replaceAll("^\\D+(\\d+).*", "$1"));
        assertThat(controlPlane.checkpoints.getLast().step()).isEqualTo(step - 1);
    }

    @Test
    void anAdapterThatTheBaseCannotHaveIsToldWithEveryReason() throws Exception {
        var failed =
                outcome(
                        job.with(
                                new LoraSpec(
                                        17,
                                        8,
                                        0,
                                        List.of("k_proj", "5.mlp.up_proj"),
                                        false,
                                        false,
                                        Map.of("(", 4),
                                        Map.of("q_proj", 2.0))));

        assertThat(failed.failure()).isEqualTo(FailureClass.USER);
        assertThat(failed.code()).isEqualTo("lora_unsupported");
        assertThat(failed.message())
                .contains(
                        "target module 5.mlp.up_proj matches nothing",
                        "rank_pattern must be of regular expressions, \"(\" is none",
                        "alpha_pattern \"q_proj\" matches no adapted module",
                        "rank must be at most 16 on k_proj, whose weight is 16 × 32, was 17");
    }

    private Outcome.Failed outcome(Claim claim) throws Exception {
        controlPlane.jobs.add(claim);
        try (var worker = TinyWorker.start(directory, controlPlane, "only")) {
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            worker.end();
            assertThat(controlPlane.outcomes.getFirst())
                    .as(worker.said())
                    .isInstanceOf(Outcome.Failed.class);
        }
        return (Outcome.Failed) controlPlane.outcomes.getFirst();
    }
}
