package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.StoreSettings;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.job.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes of jobs that hang: frozen, or in an endless loop.
@Timeout(240)
class HangTest extends WorkerFixture {
    HangTest(@TempDir Path directory) throws IOException {
        super(directory, TinyBase::in);
    }

    @Test
    void aFrozenJobIsEndedAndTheNextAttemptGoesOnFromItsCheckpoint() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));
        try (var worker = worker()) {
            Await.until("a checkpoint", PATIENCE, () -> !controlPlane.checkpoints.isEmpty());
            signal("STOP", worker.child());
            int beats = controlPlane.heartbeats.size();
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            assertThat(controlPlane.heartbeats.size() - beats)
                    .as("heartbeats meanwhile")
                    .isGreaterThan(10);

            var reached = controlPlane.checkpoints.getLast();
            controlPlane.jobs.add(job.claim(2, reached));
            Await.until("the next", PATIENCE, () -> controlPlane.outcomes.size() == 2);
            assertThat(controlPlane.checkpoints.getLast().step()).isGreaterThan(reached.step());
            worker.end();
        }

        assertThat(controlPlane.outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
                            assertThat(failed.code()).isEqualTo("hung");
                            assertThat(failed.message())
                                    .matches("no progress for 10 s at step \\d+ while .+");
                            assertThat(failed.fingerprint()).isNotBlank();
                        });
        assertThat(controlPlane.outcomes.getLast()).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aJobThatIsFrozenAgainAndAgainButGetsOnIsNotEnded() throws Exception {
        controlPlane.jobs.add(job.ofEpochs(100));
        try (var worker = worker()) {
            for (int times = 0; times < 5; times++) {
                int step = step();
                Await.until("another step", PATIENCE, () -> step() > step);
                var child = worker.child();
                signal("STOP", child);
                assertThat(child.onExit()).isNotDone();
                pass(ImpatientWorkerMain.HANG.dividedBy(3));
                signal("CONT", child);
            }
            controlPlane.directive = Directive.CANCEL;
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            worker.end();
        }

        assertThat(controlPlane.outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped -> assertThat(stopped.directive()).isEqualTo(Directive.CANCEL));
    }

    @Test
    void anEndlessLoopIsEndedWithItsThreadsOnRecord() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));

        try (var _ = running("spinning")) {
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
        }

        assertThat(controlPlane.outcomes)
                .containsExactly(
                        FailureCode.HUNG
                                .outcome("no progress for 6 s at step 2 while training")
                                .alike("training"));
        assertThat(dumps()).singleElement().asString().contains("SpinningJobMain.spin");
    }

    @Test
    void aSlowJobWithAPulseIsNotEnded() throws Exception {
        controlPlane.jobs.add(job.claim(1, null));

        try (var _ = running("living")) {
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
        }

        assertThat(controlPlane.outcomes)
                .containsExactly(new Outcome.Stopped(Directive.CONTINUE, 2));
    }

    /// A worker in this process whose jobs' process is [SpinningJobMain].
    private RunningWorker running(String manner) {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        SpinningJobMain.class.getName(),
                        manner);
        var limits = new JobProcess.Limits(Duration.ofSeconds(8), Duration.ofSeconds(6), directory);
        var settings =
                new JobSettings(
                        "worker-1",
                        "test",
                        new StoreSettings("file:///nowhere", null, null, null, null),
                        directory,
                        null,
                        DeviceChoice.CPU,
                        1,
                        0);
        return new RunningWorker(
                controlPlane,
                new TestBell(),
                attempt -> {
                    try (var process = JobProcess.start(command, attempt, limits)) {
                        return process.run(settings);
                    }
                },
                Duration.ofMinutes(1));
    }

    private List<String> dumps() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "hang-*.log")) {
            var dumps = new java.util.ArrayList<String>();
            for (var file : files) {
                dumps.add(Files.readString(file));
            }
            return dumps;
        }
    }

    private int step() {
        var beats = controlPlane.heartbeats;
        return beats.isEmpty() ? 0 : beats.getLast().step();
    }

    /// Time is what is tested here.
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Await.until("some seconds", () -> System.nanoTime() > until);
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        var kill = List.of("kill", "-" + name, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(kill).inheritIO().start().waitFor()).isZero();
    }

    private ChildJvm worker() throws IOException {
        return TinyWorker.start(directory, controlPlane, "impatient", ImpatientWorkerMain.class);
    }
}
