package dev.hone.api.finetuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.plan.Activations;
import dev.hone.orchestrator.jobs.JobFailure;
import dev.hone.orchestrator.jobs.JobState;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.quotes.Quote;
import dev.hone.orchestrator.quotes.QuoteView;
import dev.hone.orchestrator.quotes.Seconds;
import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobObjectTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final long QUOTED_AT = NOW.getEpochSecond() - 10;

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

    @Test
    void aWaitingJobIsExpectedToEndWhenItsQuoteSaysSo() {
        assertThat(finish(new JobState.Queued(), null, null)).isEqualTo(QUOTED_AT + 30 + 60);
    }

    @Test
    void aRunningJobIsExpectedToEndByTheLaterOfItsQuoteAndItsSteps() {
        var started = NOW.minusSeconds(20);

        assertThat(finish(new JobState.Running(), started, null))
                .isEqualTo(NOW.getEpochSecond() + 40);
        assertThat(finish(new JobState.Running(), started, 5.0))
                .isEqualTo(NOW.getEpochSecond() + 40);
        assertThat(finish(new JobState.Running(), started, 90.0))
                .isEqualTo(NOW.getEpochSecond() + 90);
    }

    @Test
    void whatIsPastOrNotKnownIsNoExpectation() {
        assertThat(finish(new JobState.Running(), NOW.minusSeconds(61), null)).isNull();
        assertThat(finish(new JobState.Paused(), NOW.minusSeconds(1), 5.0)).isNull();
        assertThat(finish(new JobState.Succeeded(), NOW.minusSeconds(1), null)).isNull();
    }

    /// Quoted ten seconds ago: 60 seconds, beginning 30 after the quote.
    private static @Nullable Long finish(
            JobState state, @Nullable Instant started, @Nullable Double secondsLeft) {
        var on =
                new Quote.OnWorkers(
                        "cpu, 2 threads",
                        1,
                        new Quote.Memory(true, 1, null, 8, Activations.SAVED),
                        new Seconds(60, 50, 70),
                        null,
                        1,
                        true,
                        null);
        var quote = new Quote("default", null, List.of(on), 30.0, null);
        var job =
                new JobView(
                        "ftjob-1",
                        state,
                        spec(),
                        null,
                        Map.of(),
                        Map.of(),
                        "default",
                        0,
                        Map.of(),
                        NOW.minusSeconds(100),
                        JobView.Limits.NONE,
                        started,
                        null,
                        1,
                        null,
                        new Forecast.Place(1, "a worker is free", NOW),
                        false,
                        new JobView.Progress(0, 0, null, null, null, secondsLeft),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        new QuoteView(quote, Instant.ofEpochSecond(QUOTED_AT), null, null));
        return JobObject.of(job, NOW).estimatedFinish();
    }

    private static JobSpec spec() {
        var object = new ObjectRef("files/1", "a".repeat(64), 1);
        return new JobSpec(
                "ftjob-1",
                "default",
                "ft:nano",
                new BaseRef("nano", "b".repeat(64), List.of()),
                new DatasetRef("file-1", "rows.jsonl", object),
                null,
                null,
                new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                new TrainingSpec(1, 8, 1e-3, Schedule.LINEAR, 0, 1, 0, 512, Precision.BF16, 50),
                7);
    }

    private static JobFailure failure() {
        return new JobFailure(FailureClass.USER, "loss_not_finite", "Step 3: NaN");
    }
}
