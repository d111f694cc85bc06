package dev.hone.orchestrator.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FileLifeTest extends PlatformTest {
    @Inject Datasets datasets;
    @Inject Files files;
    @Inject FileSweeper sweeper;
    @Inject ObjectStore store;

    @Test
    void aFileWithALifeGoesByItself() throws IOException {
        // given
        var file = fixtures.upload(Fixtures.PROJECT, "notes.txt", "user_data", "x".repeat(10));
        endAllLives();

        // when
        sweeper.sweepAll();

        // then
        assertThat(files.find(Fixtures.PROJECT, file.id())).isEmpty();
        assertThat(store.size(file.object().key())).isEmpty();
    }

    @Test
    void aFileThatBecameAVersionStaysWhateverItsLife() throws IOException {
        // given
        var file = fixtures.dataset();
        datasets.create(Fixtures.PROJECT, "tickets", null, "ada");
        datasets.add(Fixtures.PROJECT, "tickets", file.id(), "ada");
        endAllLives();

        // when
        sweeper.sweepAll();

        // then
        assertThat(files.find(Fixtures.PROJECT, file.id())).isPresent();
        assertThat(store.size(file.object().key())).isPresent();
    }

    private void endAllLives() {
        fixtures.rows().run("UPDATE files SET expires_at = now() - interval '1 second'");
    }
}
