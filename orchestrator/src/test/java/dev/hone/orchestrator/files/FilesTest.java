package dev.hone.orchestrator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FilesTest extends PlatformTest {
    @Inject Files files;
    @Inject FileSweeper sweeper;
    @Inject Jobs jobs;
    @Inject ObjectStore store;

    @Test
    void anUploadIsStoredByItsDigestAndInspected() throws IOException {
        // when
        var file = fixtures.dataset(Fixtures.ROW + "nonsense\n" + Fixtures.ROW);

        // then
        assertThat(file.object().key()).isEqualTo("files/" + file.sha256());
        var report = Objects.requireNonNull(file.report());
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.usableRows()).isEqualTo(2);
        assertThat(report.findings()).extracting(FileReport.Finding::line).contains(2L);
        assertThat(files.find(Fixtures.PROJECT, file.id())).contains(file);
        assertThat(store.list("uploads/")).isEmpty();
        try (var content = files.open(Fixtures.PROJECT, file.id())) {
            assertThat(new String(content.stream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith(Fixtures.ROW);
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        // given
        var start = new ByteArrayInputStream(Fixtures.ROW.getBytes(StandardCharsets.UTF_8));
        var broken = new SequenceInputStream(start, new Broken());

        // when
        assertThatThrownBy(
                        () -> files.receive(Fixtures.PROJECT, "train.jsonl", "fine-tune", broken))
                .isInstanceOf(IOException.class);

        // then
        assertThat(store.list("uploads/")).isEmpty();
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isZero();
        assertThat(fixtures.rows().count("SELECT count(*) FROM uploads")).isZero();
    }

    @Test
    void theSameBytesTwiceAreOneObjectUntilTheLastFileGoes() throws IOException {
        // given
        var first = fixtures.dataset();
        var second = fixtures.dataset();

        // when
        files.delete(Fixtures.PROJECT, first.id());
        var afterFirst = store.size(first.object().key());
        files.delete(Fixtures.PROJECT, second.id());
        var afterSecond = store.size(first.object().key());

        // then
        assertThat(second.object()).isEqualTo(first.object());
        assertThat(afterFirst).isPresent();
        assertThat(afterSecond).isEmpty();
        assertThat(files.find(Fixtures.PROJECT, first.id())).isEmpty();
    }

    @Test
    void aFileThatAJobReadsCannotBeDeletedUntilTheJobEnds() {
        // given
        var file = fixtures.dataset();
        var job = jobs.submit(fixtures.request(file.id()));

        // when
        var refusal = refused(() -> files.delete(Fixtures.PROJECT, file.id()));
        jobs.cancel(Fixtures.PROJECT, job.id());
        files.delete(Fixtures.PROJECT, file.id());

        // then
        assertThat(refusal).isInstanceOf(ApiError.Conflict.class);
        assertThat(refusal.message()).contains(file.id(), job.id());
        assertThat(files.find(Fixtures.PROJECT, file.id())).isEmpty();
    }

    @Test
    void aFileOfAnotherProjectIsNotThere() {
        // given
        var file = fixtures.dataset();

        // when
        var refusal = refused(() -> files.delete("foreign", file.id()));

        // then
        assertThat(refusal).isEqualTo(new ApiError.NotFound("file", file.id()));
        assertThat(files.find("foreign", file.id())).isEmpty();
    }

    @Test
    void anUnknownPurposeIsRefusedWithTheKnownOnes() {
        // when
        var refusal =
                refused(() ->
                        files.receive(
                                Fixtures.PROJECT,
                                "x",
                                "fine-tune-results",
                                InputStream.nullInputStream()));

        // then
        assertThat(refusal.message())
                .isEqualTo(
                        "purpose must be one of [fine-tune, evals, user_data], was \"fine-tune-results\"");
    }

    @Test
    void filesAreListedByPurposePageByPageInBothDirections() {
        // given
        var first = fixtures.dataset();
        var second = fixtures.dataset();
        var notes = fixtures.upload(Fixtures.PROJECT, "notes.txt", "user_data", "notes");

        // when
        var newest = files.page(Fixtures.PROJECT, null, null, 2, false);
        var rest = files.page(Fixtures.PROJECT, null, second.id(), 2, false);
        var oldest = files.page(Fixtures.PROJECT, "fine-tune", first.id(), 2, true);

        // then
        assertThat(newest.items())
                .extracting(FileView::id)
                .containsExactly(notes.id(), second.id());
        assertThat(newest.hasMore()).isTrue();
        assertThat(rest.items()).extracting(FileView::id).containsExactly(first.id());
        assertThat(oldest.items()).extracting(FileView::id).containsExactly(second.id());
    }

    @Test
    void whatADeadUploadLeftIsSweptAfterADay() throws IOException {
        // given
        fixtures.put("uploads/file-dead", "half");
        fixtures.put("uploads/file-alive", "half");
        fixtures.rows()
                .run(
                        """
                        INSERT INTO uploads (object_key, created_at)
                        VALUES ('uploads/file-dead', now() - interval '25 hours'),
                               ('uploads/file-alive', now())
                        """);

        // when
        sweeper.sweepAll();

        // then
        assertThat(store.list("uploads/")).containsExactly("uploads/file-alive");
        fixtures.remove("uploads/file-alive");
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the client is gone");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
