package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void aKnownCodeIsExplainedByTheCatalogue() {
        var explained = of(JobFailure.of(FailureCode.LOSS_NOT_FINITE, "Step 3: NaN"));

        assertThat(explained)
                .isEqualTo(
                        new Explanation(
                                "user",
                                FailureCode.LOSS_NOT_FINITE.cause(),
                                FailureCode.LOSS_NOT_FINITE.fix(),
                                false,
                                true,
                                "docs/reference/errors.md#loss_not_finite"));
    }

    @Test
    void aForeignCodeSaysSoAndWhoseLogHasMore() {
        var explained = of(new JobFailure(FailureClass.RESOURCE, "gpu_on_fire", "It burns."));

        assertThat(explained.mapped()).isFalse();
        assertThat(explained.whoseMove()).isEqualTo("operator");
        assertThat(explained.retryable()).isTrue();
        assertThat(explained.cause()).contains("not in the catalogue");
        assertThat(explained.fix()).contains("The log of worker w1 has more");
    }

    @Test
    void whatHasNoCodeOfItsOwnIsNotMappedEither() {
        var explained = of(JobFailure.of(FailureCode.UNEXPECTED, "An unexpected X"));

        assertThat(explained.mapped()).isFalse();
        assertThat(explained.fix()).contains("The log of worker w1 has more");
    }

    @Test
    void whereNoWorkerHadTheJobTheControlPlanesLogHasMore() {
        var failure = new JobFailure(FailureClass.PLATFORM, "gpu_on_fire", "It burns.");

        assertThat(Explanation.of(failure, null).fix()).contains("The log of the control plane");
    }

    private static Explanation of(JobFailure failure) {
        return Explanation.of(failure, "w1");
    }
}
