package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.EvaluationReport;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.job.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole worker with its jobs' processes on a tiny job, from its claim to its adapter: killed,
/// frozen, crashed and resumed.
@Timeout(240)
class JobProcessTest extends WorkerFixture {
    JobProcessTest(@TempDir Path directory) throws IOException {
        super(directory, TinyBase::in);
    }

    @Test
    void aJobBecomesAnAdapterWithItsEvaluationMetricsAndLineage() throws Exception {
        var claim = job.claim(1, null);
        var succeeded = run(claim);

        var paths = succeeded.adapter().files().stream().map(NamedObject::path).toList();
        assertThat(paths).contains("adapter_model.safetensors", "adapter_config.json", "README.md");
        assertThat(succeeded.adapter().files())
                .allSatisfy(file ->
                        assertThat(file.object().key()).startsWith("jobs/ftjob-tiny/t1/adapter/"));
        assertThat(succeeded.steps()).isEqualTo(TinyJob.STEPS);
        assertThat(succeeded.trainedTokens()).isPositive();

        var lineage = succeeded.adapter().lineage();
        assertThat(lineage.base()).isEqualTo(claim.spec().base().digest());
        assertThat(lineage.data()).isEqualTo(claim.spec().training().object().sha256());
        assertThat(lineage.worker()).isEqualTo("worker-1");

        var metrics = text(succeeded.metrics().key()).lines().toList();
        assertThat(metrics)
                .hasSize(TinyJob.STEPS + 1)
                .startsWith("step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy");
        double firstLoss = Double.parseDouble(metrics.get(1).split(",", -1)[1]);
        assertThat(succeeded.finalLoss()).isPositive().isLessThan(firstLoss);

        var summary = Objects.requireNonNull(succeeded.evaluation());
        assertThat(summary.rows()).isEqualTo(5);
        var report = Json.WIRE.readValue(text(summary.report().key()), EvaluationReport.class);
        assertThat(report.answers()).hasSize(5);
        assertThat(report.answers().getFirst().prompt()).isEqualTo("question 0");
        assertThat(report.answers().getFirst().expected()).isEqualTo("{\"n\":0}");
        assertThat(controlPlane.checkpoints)
                .extracting(CheckpointManifest::step)
                .containsExactly(4, 8, 12, 16, 20, 24, 28);
    }

    @Test
    void aJobKilledAtACheckpointIsResumedToTheSameBytes() throws Exception {
        killedAndResumed(job::claim);
    }

    @Test
    void aJobThatItsValidationDecidesIsResumedToTheSameBytesToo() throws Exception {
        killedAndResumed(job::decidedByValidation);
    }

    private interface ClaimMaker {
        Claim of(long token, @Nullable CheckpointManifest resumeFrom) throws IOException;
    }

    private void killedAndResumed(ClaimMaker claims) throws Exception {
        var whole = run(claims.of(1, null));

        controlPlane.checkpoints.clear();
        controlPlane.jobs.add(claims.of(2, null));
        try (var worker = worker("second")) {
            Await.until("a checkpoint", PATIENCE, () -> controlPlane.checkpoints.size() >= 2);
            worker.kill();
            assertThat(worker.exitCode()).isEqualTo(137);
        }
        assertThat(store.list("jobs/ftjob-tiny/t2/adapter/")).isEmpty();
        var reached = controlPlane.checkpoints.getLast();
        assertThat(reached.files())
                .allSatisfy(file -> store.fetchTo(file.object(), directory.resolve("proof")));

        var resumed = run(claims.of(3, reached));

        assertThat(digest(resumed, "adapter_model.safetensors"))
                .isEqualTo(digest(whole, "adapter_model.safetensors"));
        assertThat(resumed.metrics().sha256()).isEqualTo(whole.metrics().sha256());
        assertThat(resumed.trainedTokens()).isEqualTo(whole.trainedTokens());
        assertThat(resumed.steps()).isEqualTo(whole.steps());
    }

    @Test
    void aDamagedCheckpointIsGivenUpAndTheRunStartsOver() throws Exception {
        var whole = run(job.claim(1, null));
        var reached = controlPlane.checkpoints.getLast();
        var damaged =
                new CheckpointManifest(
                        reached.step(),
                        reached.epoch(),
                        reached.trainLoss(),
                        reached.files().stream().map(this::swapped).toList());

        var again = run(job.claim(2, damaged));

        assertThat(digest(again, "adapter_model.safetensors"))
                .isEqualTo(digest(whole, "adapter_model.safetensors"));
    }

    @Test
    void aCheckpointOfAnotherRunIsGivenUpAndTheRunStartsOver() throws Exception {
        run(job.claim(1, null));
        var other = controlPlane.checkpoints.getLast();
        var fewer = TinyJob.rows(8);
        controlPlane.checkpoints.clear();

        var succeeded = run(job.claim(2, other, fewer));

        assertThat(succeeded.steps()).isEqualTo(6);
        assertThat(controlPlane.checkpoints)
                .extracting(CheckpointManifest::step)
                .containsExactly(4);
    }

    @Test
    void aTerminatedWorkerHandsBackWithACheckpointOfItsLastStep() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker("first")) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            worker.end();
            assertThat(worker.exitCode()).isIn(0, 143);
        }

        var stopped = (Outcome.Stopped) controlPlane.outcomes.getLast();
        assertThat(stopped.directive()).isEqualTo(Directive.CONTINUE);
        assertThat(controlPlane.checkpoints.getLast().step()).isEqualTo(stopped.step());
    }

    @Test
    void aPackedTableIsReadAsItsFormatInTheSpecSays() throws Exception {
        var succeeded = run(job.ofATable(1));

        assertThat(succeeded.steps()).isEqualTo(TinyJob.STEPS);
    }

    @Test
    void aFileWithoutAUsableRowFailsWithItsNameAndTheReasons() throws Exception {
        controlPlane.jobs.add(job.claim(1, null, "{\"messages\":[]}\nnot json\n"));
        try (var worker = worker("first")) {
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            worker.end();
        }

        assertThat(controlPlane.outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure()).isEqualTo(FailureClass.USER);
                            assertThat(failed.code()).isEqualTo("no_usable_rows");
                            assertThat(failed.message())
                                    .startsWith("train.jsonl has no usable row; 2 were skipped")
                                    .contains("line 1", "line 2");
                        });
    }

    @Test
    void aCrashedJobIsATypedFailureAndTheWorkerTakesTheNext() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker("first")) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            signal("ABRT", worker.child());
            Await.until("an outcome", PATIENCE, () -> controlPlane.outcomes.size() == 1);

            controlPlane.jobs.add(job.claim(2, null));
            Await.until("the next", PATIENCE, () -> controlPlane.outcomes.size() == 2);
            worker.end();
        }

        assertThat(controlPlane.outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
                            assertThat(failed.code()).isEqualTo("process_crashed");
                            assertThat(failed.message()).contains("SIGABRT");
                        });
        assertThat(controlPlane.outcomes.getLast()).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void theMemoryOfAJobIsGivenBackWhenItEnds() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker("first")) {
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            Await.until("no child", PATIENCE, () -> worker.children().isEmpty());

            assertThat(Files.readString(Path.of("/proc/%d/maps".formatted(worker.pid()))))
                    .contains("libjvm")
                    .doesNotContain("libtorch");
            worker.end();
        }
    }

    @Test
    void aJobsProcessNeverOutlivesItsWorker() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker("first")) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            var child = worker.child();
            worker.kill();

            Await.until("the child's end", Duration.ofSeconds(5), () -> !child.isAlive());
        }
    }

    @Test
    void aFrozenJobOfAKilledWorkerIsEndedByTheNext() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        ProcessHandle child;
        try (var worker = worker("first")) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            child = worker.child();
            signal("STOP", child);
            worker.kill();
            assertThat(worker.exitCode()).isEqualTo(137);
        }
        assertThat(child.isAlive()).isTrue();

        run(job.claim(2, controlPlane.checkpoints.getFirst()));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aCancelDoesNotWaitForAFrozenJob() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker("first")) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            signal("STOP", worker.child());
            long told = System.nanoTime();
            controlPlane.directive = Directive.CANCEL;
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());

            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .isLessThan(Duration.ofSeconds(15));
            worker.end();
        }
        assertThat(controlPlane.outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped -> assertThat(stopped.directive()).isEqualTo(Directive.CANCEL));
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        var kill = List.of("kill", "-" + name, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(kill).inheritIO().start().waitFor()).isZero();
    }

    private Outcome.Succeeded run(Claim claim) throws Exception {
        int before = controlPlane.outcomes.size();
        controlPlane.jobs.add(claim);
        try (var worker = worker("t" + claim.token())) {
            Await.until(
                    "an outcome: " + worker.said(),
                    PATIENCE,
                    () -> !worker.lives() || controlPlane.outcomes.size() > before);
            worker.end();
            assertThat(controlPlane.outcomes).as(worker.said()).hasSizeGreaterThan(before);
            assertThat(controlPlane.outcomes.getLast())
                    .as(worker.said())
                    .isInstanceOf(Outcome.Succeeded.class);
            assertThat(worker.exitCode()).isIn(0, 143);
        }
        return (Outcome.Succeeded) controlPlane.outcomes.getLast();
    }

    private ChildJvm worker(String name) throws IOException {
        return TinyWorker.start(directory, controlPlane, name);
    }

    /// The same object with other bytes under another key, but the promise of before.
    private NamedObject swapped(NamedObject file) {
        try {
            var other =
                    store.put(
                            file.object().key() + ".swapped",
                            new ByteArrayInputStream("other".getBytes(StandardCharsets.UTF_8)));
            return new NamedObject(
                    file.path(),
                    new ObjectRef(other.key(), file.object().sha256(), file.object().bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Outcome.Succeeded succeeded, String path) {
        Map<String, String> digests =
                succeeded.adapter().files().stream()
                        .collect(
                                Collectors.toMap(
                                        NamedObject::path, file -> file.object().sha256()));
        return digests.getOrDefault(path, "none");
    }

    private String text(String key) throws IOException {
        try (var bytes = store.open(key)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
