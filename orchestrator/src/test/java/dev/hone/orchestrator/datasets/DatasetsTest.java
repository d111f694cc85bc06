package dev.hone.orchestrator.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.testing.Await;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatasetsTest extends PlatformTest {
    private static final String PROJECT = Fixtures.PROJECT;
    private static final String NAME = "tickets";
    private static final String BY = "ada";
    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject Datasets datasets;
    @Inject RowReads reads;
    @Inject Files files;
    @Inject Jobs jobs;
    @Inject ObjectStore store;

    @BeforeEach
    void createTickets() {
        datasets.create(PROJECT, NAME, null, BY);
    }

    @Test
    void versionsAreNumberedAndKnowTheirRowsAndMaker() {
        var first = add(rows(3));
        var second = add(rows(4));

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.rows()).isEqualTo(3);
        assertThat(first.createdBy()).isEqualTo(BY);
        assertThat(second.number()).isEqualTo(2);
        var dataset = datasets.find(PROJECT, NAME).orElseThrow();
        assertThat(dataset.latest()).isEqualTo(second);
        assertThat(dataset.versions()).isEqualTo(2);
        assertThat(datasets.versions(PROJECT, NAME, null, 1).items()).containsExactly(second);
        assertThat(datasets.versions(PROJECT, NAME, 2, 1).items()).containsExactly(first);
        assertThat(actions()).containsSubsequence("dataset.created", "dataset.version_added");
    }

    @Test
    void rowsThatSayTheSameAreTheSameVersionHoweverTheyAreWritten() {
        var first = add(rows(3));
        add(rows(5));

        var again = add(rows(3).replace("\":\"", "\" : \""));

        assertThat(again).isEqualTo(first);
        assertThat(datasets.find(PROJECT, NAME).orElseThrow().versions()).isEqualTo(2);
    }

    @Test
    void aFileWithAFaultIsNoVersion() {
        var file = fixtures.dataset(Fixtures.ROW + "nonsense\n");

        var refusal = refused(() -> datasets.add(PROJECT, NAME, file.id(), BY));

        assertThat(refusal.code()).isEqualTo("faulty_rows");
        assertThat(refusal.message()).contains(file.id(), "1 usable rows of 2", "line 2: ");
    }

    @Test
    void aVersionNeverChangesWhateverTheCodeDoes() {
        add(rows(3));

        assertThatThrownBy(() -> fixtures.rows().run("UPDATE dataset_versions SET rows = 4"))
                .rootCause()
                .hasMessageContaining("never changes");
        assertThatThrownBy(() -> fixtures.rows().run("DELETE FROM dataset_versions"))
                .rootCause()
                .hasMessageContaining("never changes");
    }

    @Test
    void aVersionThatIsDeletedWhileItIsComparedIsTold() throws Exception {
        add(rows(3));
        add(rows(4));
        var free = new CountDownLatch(1);
        try (var pool = Executors.newCachedThreadPool()) {
            var busy = new CountDownLatch(2);
            for (int turn = 0; turn < 2; turn++) {
                var _ = pool.submit(() -> reads.run(() -> {}, _ -> held(busy, free)));
            }
            busy.await();
            var difference = pool.submit(() -> refused(this::compared));
            Await.until("the diff waits for its turn", LONG, reads::isAwaited);

            datasets.delete(PROJECT, NAME, 2, BY);
            free.countDown();

            assertThat(difference.get().code()).isEqualTo("version_deleted");
        }
    }

    private void compared() {
        datasets.diff(PROJECT, NAME, "1", "latest", 10);
    }

    private static boolean held(CountDownLatch busy, CountDownLatch free) {
        busy.countDown();
        try {
            return free.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void theFileOfAVersionCannotBeDeletedByItself() {
        var file = fixtures.dataset(rows(3));
        datasets.add(PROJECT, NAME, file.id(), BY);

        var refusal = refused(() -> files.delete(PROJECT, file.id()));

        assertThat(refusal.code()).isEqualTo("file_in_version");
        assertThat(refusal.message()).contains("tickets@1");
    }

    @Test
    void aTagStandsForOneVersionUntilItIsMoved() {
        add(rows(3));
        add(rows(4));
        datasets.tag(PROJECT, NAME, "prod", 1, false);

        var refusal = refused(() -> datasets.tag(PROJECT, NAME, "prod", 2, false));
        var before = datasets.version(PROJECT, NAME, "prod").number();
        datasets.tag(PROJECT, NAME, "prod", 2, true);

        assertThat(refusal.code()).isEqualTo("tag_exists");
        assertThat(refusal.message()).contains("version 1", "\"move\": true");
        assertThat(before).isEqualTo(1);
        assertThat(datasets.version(PROJECT, NAME, "prod").number()).isEqualTo(2);
        assertThat(datasets.version(PROJECT, NAME, "2").tags()).containsExactly("prod");
    }

    @Test
    void numbersAndLatestAreNoTags() {
        add(rows(3));

        assertThat(refused(() -> datasets.tag(PROJECT, NAME, "3", 1, false)).code())
                .isEqualTo("bad_tag");
        assertThat(refused(() -> datasets.tag(PROJECT, NAME, "latest", 1, false)).code())
                .isEqualTo("bad_tag");
        assertThat(refused(() -> datasets.tag(PROJECT, NAME, "prod", 9, false)))
                .isEqualTo(new ApiError.NotFound("dataset version", "tickets@9"));
    }

    @Test
    void aDeletedVersionLeavesItsDescriptionAndNoBytes() throws IOException {
        var file = fixtures.dataset(rows(30));
        var version = datasets.add(PROJECT, NAME, file.id(), BY);
        datasets.tag(PROJECT, NAME, "prod", 1, false);
        var split = datasets.split(PROJECT, NAME, "1", 0.3, 0);

        datasets.delete(PROJECT, NAME, 1, "bob");

        var left = datasets.version(PROJECT, NAME, "1");
        assertThat(left.deletedBy()).isEqualTo("bob");
        assertThat(left.deletedAt()).isNotNull();
        assertThat(left.sha256()).isEqualTo(version.sha256());
        assertThat(left.createdBy()).isEqualTo(BY);
        assertThat(store.size(file.object().key())).isEmpty();
        assertThat(files.find(PROJECT, split.training().file())).isEmpty();
        assertThat(refused(() -> datasets.fileOf(PROJECT, "tickets@1")).code())
                .isEqualTo("version_deleted");
        assertThat(refused(() -> datasets.version(PROJECT, NAME, "prod")))
                .isEqualTo(new ApiError.NotFound("dataset version", "tickets@prod"));
        assertThat(add(rows(30)).number()).isEqualTo(2);
    }

    @Test
    void theBytesStayWhileAnotherVersionOrFileHoldsThem() throws IOException {
        var file = fixtures.dataset(rows(3));
        var other = fixtures.dataset(rows(3));
        datasets.create(PROJECT, "copies", null, BY);
        datasets.add(PROJECT, NAME, file.id(), BY);
        datasets.add(PROJECT, "copies", file.id(), BY);

        datasets.delete(PROJECT, NAME, 1, BY);
        var heldByVersion = files.find(PROJECT, file.id());
        datasets.delete(PROJECT, "copies", BY);

        assertThat(heldByVersion).isPresent();
        assertThat(files.find(PROJECT, file.id())).isEmpty();
        assertThat(store.size(other.object().key())).isPresent();
        assertThat(datasets.find(PROJECT, "copies")).isEmpty();
        assertThat(datasets.create(PROJECT, "copies", null, BY).versions()).isZero();
    }

    @Test
    void aVersionThatAJobReadsCannotBeDeletedUntilTheJobEnds() {
        add(rows(3));
        var job = jobs.submit(fixtures.request("tickets@1"));

        var ofVersion = refused(() -> datasets.delete(PROJECT, NAME, 1, BY));
        var ofDataset = refused(() -> datasets.delete(PROJECT, NAME, BY));
        jobs.cancel(PROJECT, job.id());
        datasets.delete(PROJECT, NAME, BY);

        assertThat(ofVersion.code()).isEqualTo("version_in_use");
        assertThat(ofVersion.message()).contains(job.id());
        assertThat(ofDataset).isEqualTo(ofVersion);
        assertThat(datasets.find(PROJECT, NAME)).isEmpty();
    }

    @Test
    void aVersionWhoseSplitAJobReadsCannotBeDeletedEither() {
        add(rows(30));
        var split = datasets.split(PROJECT, NAME, "1", 0.3, 0);
        var job = jobs.submit(fixtures.request(split.training().file()));

        assertThat(refused(() -> datasets.delete(PROJECT, NAME, 1, BY)).message())
                .contains(job.id());
    }

    @Test
    void theJobsOfAVersionAreThoseThatReadItsBytesOrASideOfThem() {
        add(rows(30));
        var copy = fixtures.dataset(rows(30));
        var split = datasets.split(PROJECT, NAME, "latest", 0.3, 0);
        var whole = jobs.submit(fixtures.request("tickets@latest"));
        var byOtherFile = jobs.submit(fixtures.request(copy.id()));
        var bySide = jobs.submit(fixtures.request(split.training().file()));
        jobs.submit(fixtures.request(fixtures.dataset().id()));

        var used = datasets.jobs(PROJECT, NAME, "1", null, 2);
        var rest = datasets.jobs(PROJECT, NAME, "1", used.items().getLast().job(), 2);

        assertThat(used.items())
                .extracting(JobUse::job)
                .containsExactly(bySide.id(), byOtherFile.id());
        assertThat(used.items().getFirst().uses())
                .containsExactly(new JobUse.Use("training", split.training().file(), "training"));
        assertThat(rest.items()).extracting(JobUse::job).containsExactly(whole.id());
        assertThat(whole.origins().getFirst().versions()).containsExactly("tickets@1");
        assertThat(bySide.origins())
                .containsExactly(
                        new Origin(
                                split.training().file(),
                                List.of("tickets@1"),
                                new Origin.Side(split.sourceFile(), 0.3, 0, "training")));
    }

    @Test
    void theSameSplitAgainIsTheSameFiles() {
        add(rows(30));

        var split = datasets.split(PROJECT, NAME, "1", 0.3, 0);

        assertThat(datasets.split(PROJECT, NAME, "latest", 0.3, 0)).isEqualTo(split);
        assertThat(datasets.splits(PROJECT, NAME, "1")).containsExactly(split);
        assertThat(split.training().rows() + split.validation().rows()).isEqualTo(30);
        assertThat(file(split.validation().file()).filename()).isEqualTo("train.validation.jsonl");
        assertThat(datasets.split(PROJECT, NAME, "1", 0.3, 1)).isNotEqualTo(split);
    }

    @Test
    void aSplitWithAnEmptySideIsRefusedAndLeavesNothing() {
        add(rows(1));

        var refusal = refused(() -> datasets.split(PROJECT, NAME, "1", 0.001, 0));

        assertThat(refusal.code()).isEqualTo("empty_split");
        assertThat(refusal.message()).contains("fall to training", "larger");
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isEqualTo(1);
    }

    @Test
    void theDifferenceOfTwoVersionsIsCounted() {
        add(rows(3));
        add(rows(4).replace("answer 1", "another"));

        var difference = datasets.diff(PROJECT, NAME, "1", "latest", 5);

        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(1);
        assertThat(difference.unchanged()).isEqualTo(2);
        assertThat(difference.removed()).isZero();
    }

    @Test
    void ofManyThatCreateADatasetAtOnceOneDoesAndTheOthersAreToldThatItExists() throws Exception {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var creations =
                    IntStream.range(0, 8)
                            .mapToObj(_ -> all.submit(() -> refusalOf("mails")))
                            .toList();
            var refusals = new ArrayList<Optional<String>>();
            for (var creation : creations) {
                refusals.add(creation.get());
            }
            assertThat(refusals).filteredOn(Optional::isEmpty).hasSize(1);
            assertThat(refusals.stream().flatMap(Optional::stream)).containsOnly("dataset_exists");
        }
    }

    private Optional<String> refusalOf(String name) {
        try {
            datasets.create(PROJECT, name, null, BY);
            return Optional.empty();
        } catch (ApiException refused) {
            return Optional.of(refused.error().code());
        }
    }

    @Test
    void twoAdditionsAtOnceOfTheSameRowsAreOneVersion() throws Exception {
        var one = fixtures.dataset(rows(50));
        var other = fixtures.dataset(rows(50));
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(() -> datasets.add(PROJECT, NAME, one.id(), BY));
            var second = both.submit(() -> datasets.add(PROJECT, NAME, other.id(), BY));
            assertThat(first.get()).isEqualTo(second.get());
        }
        assertThat(datasets.find(PROJECT, NAME).orElseThrow().versions()).isEqualTo(1);
    }

    @Test
    void twoSplitsAtOnceAreTheSameFiles() throws Exception {
        add(rows(50));
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(() -> datasets.split(PROJECT, NAME, "1", 0.3, 0));
            var second = both.submit(() -> datasets.split(PROJECT, NAME, "1", 0.3, 0));
            assertThat(first.get()).isEqualTo(second.get());
        }
        assertThat(fixtures.rows().count("SELECT count(*) FROM files WHERE deleted_at IS NULL"))
                .isEqualTo(3);
    }

    private VersionView add(String rows) {
        return datasets.add(PROJECT, NAME, fixtures.dataset(rows).id(), BY);
    }

    private FileView file(String id) {
        return files.find(PROJECT, id).orElseThrow();
    }

    private List<String> actions() {
        return fixtures.rows().texts("SELECT action FROM audit ORDER BY id");
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        """
                        {"prompt":"question %1$d","completion":"answer %1$d"}
                        """
                                ::formatted)
                .collect(Collectors.joining());
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
