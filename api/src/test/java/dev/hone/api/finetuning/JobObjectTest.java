package dev.hone.api.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.jobs.JobFailure;
import dev.hone.orchestrator.jobs.JobState;
import dev.hone.protocol.FailureClass;
import org.junit.jupiter.api.Test;

class JobObjectTest {
    @Test
    void everyStateHasAStatusThatClientsKnow() {
        assertThat(JobObject.status(new JobState.Validating())).isEqualTo("validating_files");
        assertThat(JobObject.status(new JobState.Queued())).isEqualTo("queued");
        assertThat(JobObject.status(new JobState.Retrying())).isEqualTo("queued");
        assertThat(JobObject.status(new JobState.Running())).isEqualTo("running");
        assertThat(JobObject.status(new JobState.Finalizing())).isEqualTo("running");
        assertThat(JobObject.status(new JobState.Cancelling())).isEqualTo("running");
        assertThat(JobObject.status(new JobState.Pausing())).isEqualTo("pausing");
        assertThat(JobObject.status(new JobState.Paused())).isEqualTo("paused");
        assertThat(JobObject.status(new JobState.Succeeded())).isEqualTo("succeeded");
        assertThat(JobObject.status(new JobState.Failed(failure()))).isEqualTo("failed");
        assertThat(JobObject.status(new JobState.Cancelled())).isEqualTo("cancelled");
    }

    @Test
    void anErrorIsNullOrComplete() {
        assertThat(JobObject.ErrorObject.of(null)).isNull();
        assertThat(JobObject.ErrorObject.of(failure()))
                .isEqualTo(new JobObject.ErrorObject("loss_not_finite", "Step 3: NaN", null));
    }

    private static JobFailure failure() {
        return new JobFailure(FailureClass.USER, "loss_not_finite", "Step 3: NaN");
    }
}
