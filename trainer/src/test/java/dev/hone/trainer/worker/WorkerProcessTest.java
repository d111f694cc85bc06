package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes and real signals; the broker is away all the time.
@Timeout(120)
class WorkerProcessTest {
    private final Path directory;
    private final TestControlPlane controlPlane = new TestControlPlane();

    WorkerProcessTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
    }

    @AfterEach
    void stopControlPlane() {
        controlPlane.close();
    }

    @Test
    void aTerminatedWorkerHandsItsJobBackWithinFiveSeconds() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        try (var worker = worker(ScriptedWorkerMain.class)) {
            Await.until("steps", () -> lastStep() > 0);
            long told = System.nanoTime();

            worker.end();

            assertThat(worker.exitCode()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .isLessThan(Duration.ofSeconds(5));
        }
        assertThat(controlPlane.outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped -> {
                            assertThat(stopped.directive()).isEqualTo(Directive.CONTINUE);
                            assertThat(stopped.step()).isPositive();
                        });
    }

    @Test
    void aKilledWorkerTellsNothingAndLeavesNothingToItsSuccessor() throws Exception {
        controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
        try (var worker = worker(ScriptedWorkerMain.class)) {
            Await.until("steps", () -> lastStep() > 0);

            worker.kill();

            assertThat(worker.exitCode()).isEqualTo(137);
        }
        assertThat(controlPlane.outcomes).isEmpty();
        assertThat(unfinished()).isNotEmpty();

        int asked = controlPlane.asked.size();
        try (var successor = worker(ScriptedWorkerMain.class)) {
            Await.until("the successor's claim", () -> controlPlane.asked.size() > asked);
            assertThat(unfinished()).isEmpty();
            successor.end();
        }
    }

    @Test
    void aSecondWorkerInTheSameDirectoryIsRefused() throws Exception {
        try (var first = worker(ScriptedWorkerMain.class)) {
            Await.until("the first worker", () -> !controlPlane.asked.isEmpty());

            try (var second = worker(WorkerMain.class)) {
                assertThat(second.exitCode()).isEqualTo(2);
                assertThat(second.said())
                        .contains("another worker uses it")
                        .doesNotContain("Exception");
            }
            first.end();
        }
    }

    @Test
    void aMissingSettingsFileIsNamed() throws Exception {
        var nowhere = directory.resolve("nowhere.properties").toString();
        try (var worker =
                new ChildJvm(
                        directory.resolve("refused.log"),
                        List.of(),
                        WorkerMain.class.getName(),
                        nowhere)) {
            assertThat(worker.exitCode()).isEqualTo(2);
            assertThat(worker.said()).isEqualToIgnoringNewLines("there is no file " + nowhere);
        }
    }

    private int lastStep() {
        var beats = controlPlane.heartbeats;
        return beats.isEmpty() ? 0 : beats.getLast().step();
    }

    private List<Path> unfinished() throws IOException {
        try (var paths = Files.list(directory.resolve("work/unfinished"))) {
            return paths.toList();
        }
    }

    private ChildJvm worker(Class<?> main) throws IOException {
        var settings = TinyWorker.settings(directory, controlPlane);
        return new ChildJvm(
                Files.createTempFile(directory, "worker", ".log"),
                List.of("-Xmx64m"),
                main.getName(),
                settings.toString());
    }
}
