package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubmissionTest extends PlatformTest {
    @Inject Jobs jobs;

    @Test
    void submitWritesJobHistoryBellAndAudit() {
        // when
        var job = fixtures.submit();

        // then
        var rows = fixtures.rows();
        assertThat(job.state()).isEqualTo(new JobState.Queued());
        assertThat(job.queuePosition()).isEqualTo(1);
        assertThat(rows.texts("SELECT to_state FROM job_history ORDER BY id"))
                .containsExactly("validating", "queued");
        assertThat(rows.texts("SELECT topic FROM outbox WHERE key = ?", job.id()))
                .containsExactly(Topics.jobs("default"));
        assertThat(rows.texts("SELECT action FROM audit WHERE subject = ?", job.id()))
                .containsExactly("job.submitted");
    }

    @Test
    void submitWritesNothingWhenItsLastRowFails() {
        // given an audit table that takes no more rows
        var file = fixtures.dataset();
        var rows = fixtures.rows();
        rows.run("ALTER TABLE audit ADD CONSTRAINT full_up CHECK (action <> 'job.submitted')");

        // when
        try {
            assertThat(
                            catchThrowableOfType(
                                    RuntimeException.class,
                                    () -> jobs.submit(fixtures.request(file.id()))))
                    .isNotNull();
        } finally {
            rows.run("ALTER TABLE audit DROP CONSTRAINT full_up");
        }

        // then
        assertThat(rows.count("SELECT count(*) FROM jobs")).isZero();
        assertThat(rows.count("SELECT count(*) FROM job_history")).isZero();
        assertThat(rows.count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void autoIsResolvedAndShown() {
        // given
        var file = fixtures.dataset();

        // when
        var job = jobs.submit(fixtures.request(file.id(), Map.of("n_epochs", "auto")));

        // then
        var training = job.spec().trainingSpec();
        assertThat(training.epochs()).isEqualTo(3);
        assertThat(training.batchSize()).isEqualTo(16);
        assertThat(training.learningRate()).isEqualTo(2e-3);
        assertThat(training.maxLength()).isEqualTo(512);
        assertThat(training.schedule()).isEqualTo(Schedule.COSINE);
        assertThat(training.precision()).isEqualTo(Precision.BF16);
        assertThat(job.spec().lora()).isEqualTo(new LoraSpec(32, 32, 0, LoraSpec.ALL_LINEAR));
        assertThat(job.spec().seed()).isEqualTo(7);
        assertThat(job.spec().model())
                .matches("ft:hone-nano:default:tickets:[0-9A-Za-z]{8}")
                .endsWith(job.id().substring(6, 14));
    }

    @Test
    void allFaultsAreToldTogether() {
        // given
        var request =
                new JobRequest(
                        Fixtures.PROJECT,
                        "gpt-x",
                        "file-none",
                        null,
                        "a b",
                        -1L,
                        "dpo",
                        Map.of("lora_rank", 300, "lr", 0.1, "n_epochs", "three"),
                        null,
                        new JobRequest.Placement("gpu", null, Map.of()),
                        Map.of());

        // when
        var faults = faultsOf(request);

        // then
        assertThat(faults)
                .extracting(Fault::param)
                .containsExactlyInAnyOrder(
                        "model",
                        "training_file",
                        "suffix",
                        "seed",
                        "method.type",
                        "x_hone.pool",
                        "method.supervised.hyperparameters.lora_rank",
                        "method.supervised.hyperparameters.lr",
                        "method.supervised.hyperparameters.n_epochs");
        assertThat(faults)
                .extracting(Fault::message)
                .contains(
                        "no base model \"gpt-x\"; there are hone-nano",
                        "lora_rank must be a whole number 1–256 or \"auto\", was 300",
                        "n_epochs must be a whole number 1–100 or \"auto\", was \"three\"")
                .anyMatch(message -> message.contains("\"lr\"") && message.contains("n_epochs"));
        assertThat(fixtures.rows().count("SELECT count(*) FROM jobs")).isZero();
    }

    @Test
    void whatTheBaseCannotHaveIsToldTogetherAndBeforeAWorkerIsAsked() {
        // given
        var file = fixtures.dataset();
        var request =
                fixtures.request(
                        file.id(),
                        Map.of(
                                "lora_rank",
                                200,
                                "target_modules",
                                List.of("q_proj", "k_proj", "9.mlp.up_proj"),
                                "rank_pattern",
                                Map.of("(", 4, "1.self_attn.k_proj", 65),
                                "alpha_pattern",
                                Map.of("down_proj", 2)));

        // when
        var faults = faultsOf(request);

        // then
        var path = "method.supervised.hyperparameters.";
        assertThat(faults)
                .extracting(Fault::param, Fault::message)
                .containsExactlyInAnyOrder(
                        tuple(
                                path + "target_modules",
                                "target module 9.mlp.up_proj matches nothing of LlamaForCausalLM, which has [q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj] in layers 0–1"),
                        tuple(
                                path + "alpha_pattern",
                                "alpha_pattern \"down_proj\" matches no adapted module of [q_proj, k_proj, 9.mlp.up_proj] in layers 0–1"),
                        tuple(
                                path + "rank_pattern",
                                "rank_pattern must be of regular expressions, \"(\" is none: Unclosed group"),
                        tuple(
                                path + "lora_rank",
                                "rank must be at most 128 on q_proj, whose weight is 128 × 128, was 200"),
                        tuple(
                                path + "lora_rank",
                                "rank must be at most 64 on k_proj, whose weight is 64 × 128, was 200"),
                        tuple(
                                path + "rank_pattern",
                                "rank_pattern \"1.self_attn.k_proj\" must be at most 64 on k_proj, whose weight is 64 × 128, was 65"));
    }

    @Test
    void aBaseOfAnEarlierReleaseIsHeldAgainstTheAdapterByTheWorkerAlone() {
        // given
        var file = fixtures.dataset();
        fixtures.rows().run("UPDATE bases SET linear_layers = NULL");

        // when
        var job = jobs.submit(fixtures.request(file.id(), Map.of("lora_rank", 200)));

        // then
        assertThat(job.spec().lora().rank()).isEqualTo(200);
    }

    @Test
    void aNameWithNulNamesNothing() {
        // given
        var request =
                new JobRequest(
                        Fixtures.PROJECT,
                        "a\u0000b",
                        "file-\u0000",
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        null,
                        JobRequest.Placement.ANYWHERE,
                        Map.of("key", "\u0000"));

        // when
        var faults = faultsOf(request);

        // then
        assertThat(faults)
                .extracting(Fault::code)
                .containsExactlyInAnyOrder("model_not_found", "file_not_found", "invalid_metadata");
    }

    @Test
    void aFileOfAnotherProjectIsNotFound() {
        // given
        fixtures.rows().run("INSERT INTO projects (id) VALUES ('foreign')");
        var foreign = fixtures.upload("foreign", "train.jsonl", "fine-tune", Fixtures.ROW);

        // when
        var faults = faultsOf(fixtures.request(foreign.id()));

        // then
        assertThat(faults).extracting(Fault::code).containsExactly("file_not_found");
    }

    @Test
    void aFileWithFaultyRowsIsRefusedWithTheirLines() {
        // given
        var file = fixtures.dataset(Fixtures.ROW + "{\"messages\": 1}\n");

        // when
        var faults = faultsOf(fixtures.request(file.id()));

        // then
        assertThat(faults).extracting(Fault::code).containsExactly("faulty_rows");
        assertThat(faults.getFirst().message()).contains("1 usable rows of 2", "line 2");
    }

    @Test
    void aFileWithoutUsableRowsIsRefused() {
        // given
        var file = fixtures.dataset("not json\n");

        // when
        var faults = faultsOf(fixtures.request(file.id()));

        // then
        assertThat(faults).extracting(Fault::code).containsExactly("no_usable_rows");
    }

    @Test
    void anUninspectedFileIsRefused() {
        // given
        var file = fixtures.upload(Fixtures.PROJECT, "notes.txt", "user_data", "notes");

        // when
        var faults = faultsOf(fixtures.request(file.id()));

        // then
        assertThat(faults).extracting(Fault::code).containsExactly("wrong_purpose");
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        // given
        var first = fixtures.submit();
        var second = fixtures.submit();
        var third = fixtures.submit();

        // when
        var page = jobs.list(Fixtures.PROJECT, null, 2);
        var next = jobs.list(Fixtures.PROJECT, second.id(), 2);
        var end = jobs.list(Fixtures.PROJECT, first.id(), 2);

        // then
        assertThat(page.items()).extracting(JobView::id).containsExactly(third.id(), second.id());
        assertThat(page.hasMore()).isTrue();
        assertThat(next.items()).extracting(JobView::id).containsExactly(first.id());
        assertThat(next.items()).extracting(JobView::queuePosition).containsExactly(1);
        assertThat(end.items()).isEmpty();
    }

    private List<Fault> faultsOf(JobRequest request) {
        var refusal = catchThrowableOfType(ApiException.class, () -> jobs.submit(request));
        assertThat(refusal.error()).isInstanceOf(ApiError.Invalid.class);
        return ((ApiError.Invalid) refusal.error()).faults();
    }
}
