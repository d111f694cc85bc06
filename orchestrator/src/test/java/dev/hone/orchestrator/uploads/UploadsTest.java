package dev.hone.orchestrator.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadsTest extends PlatformTest {
    private static final String FIRST = Fixtures.ROW + "nonsense\n";
    private static final String SECOND = Fixtures.ROW + "{\"messages\":";
    private static final String THIRD = "[]}\n";
    private static final String WHOLE = FIRST + SECOND + THIRD;

    @Inject Uploads uploads;
    @Inject UploadSweeper sweeper;
    @Inject Files files;
    @Inject ObjectStore store;

    @Test
    void partsInAnyOrderBecomeOneInspectedFile() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        var third = add(upload, THIRD);
        var first = add(upload, FIRST);
        var second = add(upload, SECOND);

        // when
        var completed =
                uploads.complete(
                        Fixtures.PROJECT,
                        upload,
                        List.of(first.id(), second.id(), third.id()),
                        md5(WHOLE));

        // then
        assertThat(completed.state()).isEqualTo(UploadState.COMPLETED);
        var file = Objects.requireNonNull(completed.file());
        var plain = fixtures.dataset(WHOLE);
        assertThat(file.object()).isEqualTo(plain.object());
        assertThat(file.report()).isEqualTo(plain.report());
        assertThat(Objects.requireNonNull(file.report()).usableRows()).isEqualTo(2);
        try (var content = files.open(Fixtures.PROJECT, file.id())) {
            assertThat(content.stream()).hasContent(WHOLE);
        }
        assertThat(kept(upload)).isEmpty();
        assertThat(promised()).isZero();
    }

    @Test
    void aRepeatedCompletionAnswersTheSameFile() throws Exception {
        // given
        var upload = begin(FIRST.length());
        var part = add(upload, FIRST);

        // when
        var once = uploads.complete(Fixtures.PROJECT, upload, List.of(part.id()), null);
        var again = uploads.complete(Fixtures.PROJECT, upload, List.of(part.id()), null);

        // then
        assertThat(again).isEqualTo(once);
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isEqualTo(1);
    }

    @Test
    void completionsAtOnceMakeOneFile() throws Exception {
        // given
        var content = Fixtures.ROW.repeat(2_000);
        var upload = begin(content.length());
        var part = add(upload, content);
        Callable<FileView> complete =
                () ->
                        Objects.requireNonNull(
                                uploads.complete(Fixtures.PROJECT, upload, List.of(part.id()), null)
                                        .file());

        // when
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = requests.invokeAll(List.of(complete, complete, complete, complete));

            // then
            var file = answers.getFirst().get();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(file);
            }
        }
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isEqualTo(1);
        assertThat(promised()).isZero();
    }

    @Test
    void theSameBytesAgainAreTheSamePart() throws Exception {
        // given
        var upload = begin(2L * FIRST.length());

        // when
        var part = add(upload, FIRST);
        var repeated = add(upload, FIRST);

        // then
        assertThat(repeated).isEqualTo(part);
        assertThat(kept(upload)).containsExactly(part.object().key());
        var file =
                uploads.complete(Fixtures.PROJECT, upload, List.of(part.id(), part.id()), null)
                        .file();
        assertThat(Objects.requireNonNull(file).bytes()).isEqualTo(2L * FIRST.length());
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheUploadGoesOn() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        var first = add(upload, FIRST);
        var rest = add(upload, SECOND + THIRD);
        var right = List.of(first.id(), rest.id());

        // when, then
        assertThat(refused(() -> complete(upload, List.of(first.id(), "part_x", "part_y"), null)))
                .isInstanceOfSatisfying(
                        ApiError.Invalid.class,
                        unknown -> {
                            assertThat(unknown.faults()).hasSize(2);
                            assertThat(unknown.message()).contains("part_x", "part_y");
                        });
        assertThat(refused(() -> complete(upload, List.of(first.id()), null)).message())
                .isEqualTo(
                        "Upload \"%s\" is to have %d bytes; the parts named have %d"
                                .formatted(upload, WHOLE.length(), FIRST.length()));
        assertThat(refused(() -> complete(upload, right, md5("other"))).message())
                .contains(md5("other"), md5(WHOLE));
        assertThat(refused(() -> complete(upload, right, "abc")).code()).isEqualTo("invalid_md5");
        assertThat(refused(() -> add(upload, "one byte too many")).code())
                .isEqualTo("too_many_bytes");
        assertThat(refused(() -> add(upload, "")).code()).isEqualTo("empty_part");
        assertThat(kept(upload)).hasSize(2);
        complete(upload, right, md5(WHOLE));
        assertThat(refused(() -> complete(upload, List.of(first.id()), null)).code())
                .isEqualTo("upload_completed");
    }

    @Test
    void aPartThatIsTooLargeLeavesNothing() throws Exception {
        // given
        var upload = begin(100L << 20);
        var endless = new Zeros();

        // when
        var refusal = refused(() -> uploads.addPart(Fixtures.PROJECT, upload, endless));

        // then
        assertThat(refusal.message())
                .isEqualTo("a part may have 67,108,864 bytes, this one has more");
        assertThat(kept(upload)).isEmpty();
        assertThat(endless.given).isLessThan((64L << 20) + (1 << 20));
    }

    @Test
    void aCancelledUploadLeavesNothing() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        var part = add(upload, FIRST);

        // when
        var cancelled = uploads.cancel(Fixtures.PROJECT, upload);
        var again = uploads.cancel(Fixtures.PROJECT, upload);

        // then
        assertThat(cancelled.state()).isEqualTo(UploadState.CANCELLED);
        assertThat(again).isEqualTo(cancelled);
        assertThat(kept(upload)).isEmpty();
        assertThat(promised()).isZero();
        assertThat(refused(() -> add(upload, SECOND)).code()).isEqualTo("upload_cancelled");
        assertThat(refused(() -> complete(upload, List.of(part.id()), null)).code())
                .isEqualTo("upload_cancelled");
    }

    @Test
    void anUploadExpiresAndIsSwept() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        add(upload, FIRST);
        expire(upload);

        // when
        var before = uploads.find(Fixtures.PROJECT, upload).orElseThrow();
        var refusal = refused(() -> add(upload, SECOND));
        sweeper.sweepAll();

        // then
        assertThat(before.state()).isEqualTo(UploadState.EXPIRED);
        assertThat(refusal.code()).isEqualTo("upload_expired");
        assertThat(uploads.find(Fixtures.PROJECT, upload).orElseThrow().state())
                .isEqualTo(UploadState.EXPIRED);
        assertThat(kept(upload)).isEmpty();
        assertThat(promised()).isZero();
    }

    /// As a process leaves it that dies between writing a part and its row, or that is slow.
    @Test
    void partsWithoutARowAreSweptWithTheirUploadAndOnceMoreADayLater() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        fixtures.put("parts/" + upload + "/part_dead", "half");
        uploads.cancel(Fixtures.PROJECT, upload);
        var afterCancel = kept(upload);
        fixtures.put("parts/" + upload + "/part_late", "half");

        // when
        sweeper.sweepAll();
        var soon = kept(upload);
        fixtures.rows()
                .run(
                        """
                        UPDATE multipart_uploads SET ended_at = ended_at - interval '25 hours',
                            swept_at = swept_at - interval '25 hours'
                        """);
        sweeper.sweepAll();

        // then
        assertThat(afterCancel).isEmpty();
        assertThat(soon).hasSize(1);
        assertThat(kept(upload)).isEmpty();
    }

    @Test
    void whatIsBeingCompletedDoesNotExpire() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        expire(upload);
        fixtures.rows()
                .run(
                        "UPDATE multipart_uploads SET busy_until = now() + interval '1 minute'"
                                + " WHERE id = ?",
                        upload);

        // when
        sweeper.sweepAll();

        // then
        assertThat(uploads.find(Fixtures.PROJECT, upload).orElseThrow().state())
                .isEqualTo(UploadState.PENDING);
    }

    @Test
    void aPartThatWasDamagedIsNotMadeAFile() throws Exception {
        // given
        var upload = begin(FIRST.length());
        var part = add(upload, FIRST);
        fixtures.damage(part.object());

        // when
        assertThatThrownBy(() -> complete(upload, List.of(part.id()), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part.object().sha256());

        // then
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isZero();
        assertThat(uploads.find(Fixtures.PROJECT, upload).orElseThrow().state())
                .isEqualTo(UploadState.PENDING);
    }

    @Test
    void anUploadOfAnotherProjectIsNotThere() {
        // given
        var upload = begin(WHOLE.length());

        // when, then
        assertThat(uploads.find("foreign", upload)).isEmpty();
        for (var call :
                List.<ThrowingCallable>of(
                        () -> uploads.addPart("foreign", upload, bytes(FIRST)),
                        () -> uploads.parts("foreign", upload, null, 10),
                        () -> uploads.complete("foreign", upload, List.of("part_x"), null),
                        () -> uploads.cancel("foreign", upload))) {
            assertThat(refused(call)).isEqualTo(new ApiError.NotFound("upload", upload));
        }
    }

    @Test
    void whatIsWrongWithAnUploadIsToldTogether() {
        // when
        var refusal =
                refused(() ->
                        uploads.create(
                                new UploadRequest(
                                        Fixtures.PROJECT, NewFile.of("", "fun"), 0, " ")));

        // then
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        ApiError.Invalid.class,
                        invalid ->
                                assertThat(invalid.faults())
                                        .extracting(fault -> fault.param())
                                        .containsExactly(
                                                "purpose", "filename", "bytes", "mime_type"));
    }

    @Test
    void partsAreListedPageByPage() throws Exception {
        // given
        var upload = begin(WHOLE.length());
        var first = add(upload, FIRST);
        var second = add(upload, SECOND);
        var third = add(upload, THIRD);

        // when
        var page = uploads.parts(Fixtures.PROJECT, upload, null, 2);
        var rest = uploads.parts(Fixtures.PROJECT, upload, second.id(), 2);
        var none = uploads.parts(Fixtures.PROJECT, upload, third.id(), 2);

        // then
        assertThat(page.items()).containsExactly(first, second);
        assertThat(page.hasMore()).isTrue();
        assertThat(rest.items()).containsExactly(third);
        assertThat(none.items()).isEmpty();
    }

    private String begin(long bytes) {
        var about = NewFile.of("train.jsonl", "fine-tune");
        return uploads.create(new UploadRequest(Fixtures.PROJECT, about, bytes, "text/jsonl")).id();
    }

    private PartView add(String upload, String content) throws IOException {
        return uploads.addPart(Fixtures.PROJECT, upload, bytes(content));
    }

    private void complete(
            String upload, List<String> parts, @org.jspecify.annotations.Nullable String md5)
            throws IOException {
        uploads.complete(Fixtures.PROJECT, upload, parts, md5);
    }

    private void expire(String upload) {
        fixtures.rows()
                .run(
                        "UPDATE multipart_uploads SET expires_at = now() - interval '1 second'"
                                + " WHERE id = ?",
                        upload);
    }

    private List<String> kept(String upload) throws IOException {
        return store.list("parts/" + upload + "/");
    }

    private long promised() {
        return fixtures.rows().count("SELECT coalesce(sum(bytes), 0) FROM reservations");
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String md5(String content) throws Exception {
        var digest = MessageDigest.getInstance("MD5");
        return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }

    private static final class Zeros extends InputStream {
        private long given;

        @Override
        public int read() {
            given++;
            return 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            given += length;
            return length;
        }
    }
}
