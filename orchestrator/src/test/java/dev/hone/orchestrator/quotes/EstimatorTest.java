package dev.hone.orchestrator.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryNeeds;
import dev.hone.datasets.plan.Workload;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.EvaluationSpec;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.Timing;
import dev.hone.protocol.TrainingSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EstimatorTest {
    private static final String DIGEST = "a".repeat(64);
    private static final String CPU = "cpu, 2 threads";
    private static final WorkerClass IDLE = new WorkerClass(CPU, 1, 0, 4096);
    private static final WorkerClass BUSY = new WorkerClass(CPU, 1, 1, 4096);
    private static final Sample SAMPLE =
            new Sample(DIGEST, "bf16", new Timing(3, 1, 1_000, 20, 10, 1e12, 4, 1e9), 30);

    @Test
    void aClassThatFinishedNothingHasNoTimeAndSaysWhy() {
        var on = quote(IDLE, List.of(), false).workers().getFirst();

        assertThat(on.seconds()).isNull();
        assertThat(on.secondsUnknown()).isEqualTo("no job has been finished by such a worker yet");
        assertThat(on.memory().fits()).isTrue();
    }

    @Test
    void eachClassIsQuotedByItsOwnSpeed() {
        var fast = new WorkerClass("cuda, 8 threads", 1, 0, 0);
        var quick = new Sample(DIGEST, "bf16", new Timing(3, 1, 1_000, 2, 10, 1e12, 4, 1e9), 12);
        var estimator =
                new Estimator(
                        "default",
                        List.of(IDLE, fast),
                        Map.of(CPU, List.of(SAMPLE), fast.device(), List.of(quick)),
                        List.of(),
                        null);

        var workers = estimator.quote(job(false, false), workload(10)).workers();

        assertThat(workers)
                .extracting(on -> seconds(on).expected())
                .satisfiesExactly(
                        slow -> assertThat(slow).isCloseTo(26, within(1e-9)),
                        fastest -> assertThat(fastest).isCloseTo(8, within(1e-9)));
    }

    @Test
    void anEvaluationIsPutOnTop() {
        // 2 models, 5 questions, 100 tokens, 1e6 operations each: as much as was measured in 4 s
        var on = quote(IDLE, List.of(), true, SAMPLE).workers().getFirst();

        assertThat(seconds(on).expected()).isCloseTo(30, within(1e-9));
    }

    @Test
    void aJobThatDoesNotFitHasNoTime() {
        var estimator =
                new Estimator(
                        "default", List.of(IDLE), Map.of(CPU, List.of(SAMPLE)), List.of(), null);

        var on = estimator.quote(job(false, false), workload(8L << 30)).workers().getFirst();

        assertThat(on.memory().fits()).isFalse();
        assertThat(on.memory().available()).isEqualTo(4L << 30);
        assertThat(on.seconds()).isNull();
        assertThat(on.secondsUnknown()).isEqualTo("the job does not fit its memory");
    }

    @Test
    void theStartIsWhenAWorkerIsFree() {
        assertThat(quote(IDLE, List.of(), false).startsIn()).isEqualTo(0);
        assertThat(quote(BUSY, List.of(new Ahead(true, 40.0)), false).startsIn()).isEqualTo(40);
        assertThat(
                        quote(BUSY, List.of(new Ahead(true, 40.0), new Ahead(false, 5.0)), false)
                                .startsIn())
                .isEqualTo(45);
    }

    @Test
    void aStartThatNobodyCanKnowIsNotInvented() {
        var unquoted = quote(BUSY, List.of(new Ahead(true, null)), false);
        var nobody = quote(new WorkerClass(CPU, 0, 0, 4096), List.of(), false);

        assertThat(unquoted.startsIn()).isNull();
        assertThat(unquoted.startUnknown()).isEqualTo("a job before it has no quote");
        assertThat(nobody.startsIn()).isNull();
        assertThat(nobody.startUnknown()).isEqualTo("the pool has no live worker");
    }

    @Test
    void aJobThatRunsHasStarted() {
        var estimator = new Estimator("default", List.of(BUSY), Map.of(), List.of(), null);

        assertThat(estimator.quote(job(false, true), workload(10)).startsIn()).isEqualTo(0);
    }

    @Test
    void whileRowsAreCountedOnlyTheStartIsKnown() {
        var estimator =
                new Estimator(
                        "default", List.of(IDLE), Map.of(CPU, List.of(SAMPLE)), List.of(), null);

        var quote = estimator.quote(job(false, false), null);

        assertThat(quote.workload()).isNull();
        assertThat(quote.workers()).isEmpty();
        assertThat(quote.startsIn()).isEqualTo(0);
    }

    private static Quote quote(
            WorkerClass workers, List<Ahead> ahead, boolean evaluated, Sample... samples) {
        return new Estimator(
                        "default", List.of(workers), Map.of(CPU, List.of(samples)), ahead, null)
                .quote(job(evaluated, false), workload(10));
    }

    private static Seconds seconds(Quote.OnWorkers on) {
        return Objects.requireNonNull(on.seconds());
    }

    private static Workload workload(long laneBytes) {
        var call = new MemoryNeeds.Call(64, 64, Activations.SAVED, List.of(laneBytes, laneBytes));
        var memory = new MemoryNeeds(100, 10, 8, List.of(call));
        return new Workload(10, 1_000, 500, 0, 0, 5, 10, 2_000, 2_000, 1e12, 1e6, memory);
    }

    private static Estimator.Job job(boolean evaluated, boolean started) {
        var file = new DatasetRef("f", "f.jsonl", new ObjectRef("f", DIGEST, 1));
        var evaluation = evaluated ? new EvaluationSpec(file, 200, 100) : null;
        var training =
                new TrainingSpec(1, 8, 1e-3, Schedule.LINEAR, 0, 1, 0, 512, Precision.BF16, 50);
        var spec =
                new JobSpec(
                        "ftjob-1",
                        "default",
                        "m",
                        new BaseRef("b", DIGEST, List.of()),
                        file,
                        null,
                        evaluation,
                        new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                        training,
                        1);
        return new Estimator.Job(spec, 5, started);
    }
}
