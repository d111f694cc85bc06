package dev.hone.orchestrator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.uploads.UploadRequest;
import dev.hone.orchestrator.uploads.Uploads;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuotaTest extends PlatformTest {
    @Inject Files files;
    @Inject FileSweeper sweeper;
    @Inject Uploads uploads;
    @Inject Quota quota;
    @Inject ObjectStore store;

    @Test
    void whatIsAnnouncedIsRefusedBeforeItsFirstByte() {
        // given
        limit(1_000);
        note(400);
        var unread = new Announced(601);

        // when
        var refusal =
                catchThrowableOfType(
                        ApiException.class, () -> files.receive(Fixtures.PROJECT, unread));

        // then
        assertThat(refusal.error().code()).isEqualTo("quota_exceeded");
        assertThat(refusal)
                .hasMessageContaining("may have 1,000 bytes")
                .hasMessageContaining("it has 400")
                .hasMessageContaining("600 more would fit")
                .hasMessageContaining("at least 601");
        assertThat(unread.opened).isFalse();
        assertThat(promised()).isZero();
    }

    @Test
    void whatIsNotAnnouncedIsRefusedOnTheWayAndLeavesNothing() throws IOException {
        // given
        limit(1_000);
        note(400);

        // when
        assertThatThrownBy(() -> note(601)).hasMessageContaining("600 more would fit");

        // then
        assertThat(store.list("uploads/")).isEmpty();
        assertThat(stored()).isEqualTo(400);
        assertThat(promised()).isZero();
        note(600);
    }

    @Test
    void uploadsAtOnceDoNotPassTheLimitTogether() throws Exception {
        // given
        limit(10_000);
        var together = new CyclicBarrier(8);
        Callable<Boolean> upload =
                () -> {
                    together.await();
                    try {
                        note(3_000);
                        return true;
                    } catch (ApiException full) {
                        return false;
                    }
                };

        // when
        var fitted = 0;
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    senders.invokeAll(IntStream.range(0, 8).mapToObj(_ -> upload).toList())) {
                fitted += answer.get() ? 1 : 0;
            }
        }

        // then
        assertThat(stored()).isEqualTo(3_000L * fitted).isLessThanOrEqualTo(10_000);
        assertThat(promised()).isZero();
        for (int more = fitted; more < 3; more++) {
            note(3_000);
        }
        assertThatThrownBy(() -> note(3_000)).isInstanceOf(ApiException.class);
    }

    @Test
    void promisesAtOnceDoNotPassTheLimitTogether() throws Exception {
        // given
        limit(10_000);
        var together = new CyclicBarrier(8);

        // when
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    senders.invokeAll(
                            IntStream.range(0, 8)
                                    .mapToObj(number ->
                                            (Callable<Boolean>)
                                                    () -> {
                                                        together.await();
                                                        return promised("file-" + number, 3_000);
                                                    })
                                    .toList());
            var fitted = 0;
            for (var answer : answers) {
                fitted += answer.get() ? 1 : 0;
            }

            // then
            assertThat(fitted).isEqualTo(3);
        }
    }

    @Test
    void anUploadInPartsHoldsItsRoomUntilItEnds() {
        // given
        limit(1_000);
        var request =
                new UploadRequest(
                        Fixtures.PROJECT, NewFile.of("a.jsonl", "user_data"), 700, "text/plain");
        var upload = uploads.create(request);

        // when, then
        assertThatThrownBy(() -> uploads.create(request))
                .hasMessageContaining("700 are promised")
                .hasMessageContaining("300 more would fit");
        assertThatThrownBy(() -> note(301)).hasMessageContaining("300 more would fit");
        uploads.cancel(Fixtures.PROJECT, upload.id());
        note(1_000);
    }

    @Test
    void deletingAFileMakesRoom() {
        // given
        limit(1_000);
        var file = note(1_000);

        // when
        files.delete(Fixtures.PROJECT, file.id());

        // then
        note(1_000);
    }

    @Test
    void aPromiseToADeadUploadRunsOut() {
        // given
        limit(1_000);
        promised("file-dead", 1_000);

        // when
        fixtures.rows().run("UPDATE reservations SET expires_at = now() - interval '1 second'");
        note(1_000);
        quota.forgetExpired();

        // then
        assertThat(fixtures.rows().count("SELECT count(*) FROM reservations")).isZero();
    }

    private boolean promised(String id, long bytes) {
        try {
            quota.reserve(Fixtures.PROJECT, id, bytes, GuardedStream.LIFE);
            return true;
        } catch (ApiException full) {
            return false;
        }
    }

    private FileView note(int bytes) {
        return fixtures.upload(Fixtures.PROJECT, "notes.txt", "user_data", "x".repeat(bytes));
    }

    private void limit(long bytes) {
        fixtures.rows().run("UPDATE projects SET file_bytes_limit = ?", bytes);
    }

    private long stored() {
        return fixtures.rows()
                .count("SELECT coalesce(sum(bytes), 0) FROM files WHERE deleted_at IS NULL");
    }

    private long promised() {
        return fixtures.rows().count("SELECT coalesce(sum(bytes), 0) FROM reservations");
    }

    private static final class Announced implements Incoming {
        private final int bytes;
        private boolean opened;

        Announced(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public Optional<NewFile> before() {
            return Optional.of(after());
        }

        @Override
        public InputStream bytes() {
            opened = true;
            return new ByteArrayInputStream("x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public NewFile after() {
            return NewFile.of("notes.txt", "user_data");
        }

        @Override
        public long announced() {
            return bytes;
        }
    }
}
