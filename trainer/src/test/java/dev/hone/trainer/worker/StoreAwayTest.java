package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real job whose store takes nothing for a while.
@Timeout(240)
class StoreAwayTest extends WorkerFixture {
    private final Path incoming = directory.resolve("store/.incoming");
    private final Path away = directory.resolve("away");

    StoreAwayTest(@TempDir Path directory) throws IOException {
        super(directory, TinyBase::in);
    }

    @Test
    void aPausedJobStopsOnceTheStoreTakesItsCheckpointAgain() throws Exception {
        controlPlane.jobs.add(job.ofEpochs(100));
        try (var worker = TinyWorker.start(directory, controlPlane, "worker")) {
            Await.until(
                    "a step",
                    PATIENCE,
                    () -> controlPlane.heartbeats.stream().anyMatch(beat -> beat.step() > 0));
            Files.move(incoming, away);
            controlPlane.directive = Directive.PAUSE;
            Await.until("a wait", PATIENCE, () -> log().contains("Stop waits for its checkpoint"));
            assertThat(controlPlane.outcomes).isEmpty();
            Files.move(away, incoming);
            Await.until("an outcome", PATIENCE, () -> !controlPlane.outcomes.isEmpty());
            worker.end();
        }

        var kept = controlPlane.checkpoints.getLast();
        assertThat(controlPlane.outcomes)
                .containsExactly(new Outcome.Stopped(Directive.PAUSE, kept.step()));
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("worker.log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
