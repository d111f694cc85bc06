package dev.hone.api.finetuning;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static dev.hone.api.testing.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class JobsTest {
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final String PARAMETERS = "method.supervised.hyperparameters.";

    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @Test
    void aDryRunTellsTheFaultsOfASubmissionAndStoresNothing() {
        create("\"training_file\":\"file-none\",\"x_hone\":{\"dry_run\":true,\"pool\":\"none\"}")
                .then()
                .statusCode(400)
                .body("errors.code", hasItems("file_not_found", "unknown_pool"));

        asUser().get(JOBS).then().body("data", hasSize(0));
    }

    @Test
    void aJobHasEveryMemberOfOpenAisObject() {
        var file = dataset(3);

        create("\"training_file\":\"%s\"".formatted(file))
                .then()
                .statusCode(200)
                .body("id", matchesPattern("ftjob-[A-Za-z0-9]{24}"))
                .body("object", equalTo("fine_tuning.job"))
                .body("created_at", instanceOf(Integer.class))
                .body("$", hasKey("error"))
                .body("error", nullValue())
                .body("$", hasKey("finished_at"))
                .body("$", hasKey("fine_tuned_model"))
                .body("hyperparameters.n_epochs", equalTo(3))
                .body("hyperparameters.batch_size", equalTo(16))
                .body("hyperparameters.learning_rate_multiplier", equalTo("auto"))
                .body("model", equalTo("tiny"))
                .body("organization_id", notNullValue())
                .body("result_files", hasSize(0))
                .body("status", equalTo("queued"))
                .body("$", hasKey("trained_tokens"))
                .body("training_file", equalTo(file))
                .body("$", hasKey("validation_file"))
                .body("seed", instanceOf(Integer.class))
                .body("integrations", hasSize(0))
                .body("$", hasKey("estimated_finish"))
                .body("method.type", equalTo("supervised"))
                .body("metadata", equalTo(Map.of()));
    }

    @Test
    void settingsComeBackAsAskedForAndAsUsed() {
        var file = dataset(3);
        var heldOut = dataset(2);

        create(
                        """
                        "training_file":"%s","validation_file":"%s","suffix":"mine","seed":7,
                        "metadata":{"team":"blue"},
                        "method":{"type":"supervised","supervised":{"hyperparameters":
                            {"n_epochs":2,"batch_size":"auto","lora_rank":4,"lora_alpha":8,
                             "target_modules":["q_proj"],"schedule":"linear","warmup_steps":4,
                             "packing":true,"loss_on":"all","gradient_accumulation_steps":2,
                             "max_steps":90,"eval_every_steps":10,"load_best_model_at_end":true,
                             "early_stopping_patience":3,"use_dora":true,
                             "rank_pattern":{"layers.0.*":2}}}},
                        "x_hone":{"evaluation_file":"%s","evaluation_max_rows":1,"priority":5,
                                  "personal_data":{"email":"mask","secret":"reject"}}\
                        """
                                .formatted(file, heldOut, heldOut))
                .then()
                .statusCode(200)
                .body("seed", equalTo(7))
                .body("validation_file", equalTo(heldOut))
                .body("user_provided_suffix", equalTo("mine"))
                .body("metadata.team", equalTo("blue"))
                .body("hyperparameters.n_epochs", equalTo(2))
                .body(PARAMETERS + "n_epochs", equalTo(2))
                .body(PARAMETERS + "batch_size", equalTo("auto"))
                .body(PARAMETERS + "lora_rank", equalTo(4))
                .body(PARAMETERS + "target_modules", equalTo(List.of("q_proj")))
                .body("x_hone.hyperparameters.batch_size", equalTo(16))
                .body("x_hone.hyperparameters.lora_rank", equalTo(4))
                .body("x_hone.hyperparameters.schedule", equalTo("linear"))
                .body("x_hone.hyperparameters.warmup_steps", equalTo(4))
                .body("x_hone.hyperparameters.warmup_ratio", equalTo(0f))
                .body("x_hone.hyperparameters.min_learning_rate_ratio", nullValue())
                .body("x_hone.hyperparameters.packing", equalTo(true))
                .body("x_hone.hyperparameters.loss_on", equalTo("all"))
                .body("x_hone.hyperparameters.gradient_accumulation_steps", equalTo(2))
                .body("x_hone.hyperparameters.max_steps", equalTo(90))
                .body("x_hone.hyperparameters.eval_every_steps", equalTo(10))
                .body("x_hone.hyperparameters.load_best_model_at_end", equalTo(true))
                .body("x_hone.hyperparameters.early_stopping_patience", equalTo(3))
                .body("x_hone.hyperparameters.early_stopping_threshold", equalTo(0f))
                .body(PARAMETERS + "use_dora", equalTo(true))
                .body("x_hone.hyperparameters.use_dora", equalTo(true))
                .body("x_hone.hyperparameters.use_rslora", equalTo(false))
                .body("x_hone.hyperparameters.rank_pattern", equalTo(Map.of("layers.0.*", 2)))
                .body("x_hone.hyperparameters.alpha_pattern", equalTo(Map.of()))
                .body("x_hone.evaluation.file", equalTo(heldOut))
                .body("x_hone.evaluation.max_rows", equalTo(1))
                .body("x_hone.evaluation.rows", nullValue())
                .body("x_hone.priority", equalTo(5))
                .body("x_hone.personal_data", equalTo(Map.of("email", "mask", "secret", "reject")))
                .body("x_hone.state", equalTo("queued"))
                .body("x_hone.queue_position", equalTo(1));
    }

    @Test
    void hyperparametersInOpenAisOldPlaceCountToo() {
        create(
                        "\"training_file\":\"%s\",\"hyperparameters\":{\"n_epochs\":1}"
                                .formatted(dataset(1)))
                .then()
                .statusCode(200)
                .body("hyperparameters.n_epochs", equalTo(1));
    }

    @Test
    void allFaultsOfARequestAreNamedTogether() {
        var answer =
                create(
                        """
                        "model":"gpt-x","training_file":"file-foreign","seed":-1,
                        "method":{"type":"supervised","supervised":{"hyperparameters":
                            {"lora_rank":0,"n_epoch":3,"learning_rate":"fast"}}},
                        "x_hone":{"personal_data":{"mail":"mask","card":7}}\
                        """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<List<String>>path("errors.param"))
                .containsExactlyInAnyOrder(
                        "model",
                        "training_file",
                        "seed",
                        PARAMETERS + "lora_rank",
                        PARAMETERS + "n_epoch",
                        PARAMETERS + "learning_rate",
                        "x_hone.personal_data.mail",
                        "x_hone.personal_data.card");
        assertThat(answer.<String>path("detail"))
                .contains("gpt-x", "file-foreign", "was 0", "\"n_epoch\"", "\"fast\"");
    }

    @Test
    void aRankOutsideItsBoundsIsNamedWithThem() {
        for (var rank : new int[] {0, 257}) {
            create(
                            """
                            "training_file":"%s","method":{"type":"supervised","supervised":
                                {"hyperparameters":{"lora_rank":%d}}}\
                            """
                                    .formatted(dataset(1), rank))
                    .then()
                    .statusCode(400)
                    .body("error.param", equalTo(PARAMETERS + "lora_rank"))
                    .body("error.message", containsString("1–256"))
                    .body("error.message", containsString("was " + rank));
        }
    }

    @Test
    void whatThisApiDoesNotHaveIsRefusedByName() {
        var answer =
                create(
                        """
                        "training_file":"x","hyperparmeters":{},"method":{"typ":"a"},
                        "x_hone":{"pol":"b"},"integrations":[{"type":"wandb"}]\
                        """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<List<String>>path("errors.param"))
                .containsExactly("hyperparmeters", "method.typ", "x_hone.pol", "integrations");
        assertThat(answer.<String>path("detail")).contains("wandb");
    }

    @Test
    void aFileWithBadRowsIsNoTrainingFile() {
        var none = upload("none.jsonl", "no json\n");
        var some = upload("some.jsonl", Samples.chats(1) + "{\"messages\":1}\n");

        create("\"training_file\":\"%s\"".formatted(none))
                .then()
                .statusCode(400)
                .body("error.param", equalTo("training_file"))
                .body("error.code", equalTo("no_usable_rows"));
        create("\"training_file\":\"%s\"".formatted(some))
                .then()
                .statusCode(400)
                .body("error.message", containsString("line 2"));
    }

    @Test
    void preferencesAreReportedButNoSupervisedTrainingFile() {
        var file =
                upload("pairs.jsonl", "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}\n");

        asUser().get("/v1/files/" + file)
                .then()
                .body("x_hone.report.usable_rows", equalTo(1))
                .body("x_hone.report.format.shape", equalTo("preference"));
        create("\"training_file\":\"%s\"".formatted(file))
                .then()
                .statusCode(400)
                .body("error.param", equalTo("training_file"))
                .body("error.code", equalTo("wrong_shape"))
                .body("error.message", containsString("not one to learn"));
    }

    @Test
    void plainTextIsATrainingFileButNoEvaluationFile() {
        var file = upload("texts.jsonl", "{\"text\":\"a\"}\n");

        create(
                        "\"training_file\":\"%s\",\"x_hone\":{\"evaluation_file\":\"%s\"}"
                                .formatted(file, file))
                .then()
                .statusCode(400)
                .body("errors.param", equalTo(List.of("x_hone.evaluation_file")))
                .body("error.code", equalTo("wrong_shape"));
    }

    @Test
    void aListIsReadPageByPageUntilAPageIsEmpty() {
        var file = dataset(1);
        var ids = new ArrayList<String>();
        for (var count = 0; count < 3; count++) {
            ids.add(create("\"training_file\":\"%s\"".formatted(file)).path("id"));
        }

        var first = asUser().get(JOBS + "?limit=2");
        var second = asUser().get(JOBS + "?limit=2&after=" + ids.get(1));
        var last = asUser().get(JOBS + "?limit=2&after=" + ids.getFirst());
        var unknown = asUser().get(JOBS + "?after=ftjob-none");

        assertThat(first.<List<String>>path("data.id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.<Boolean>path("has_more")).isTrue();
        assertThat(second.<List<String>>path("data.id")).containsExactly(ids.getFirst());
        assertThat(second.<Boolean>path("has_more")).isFalse();
        assertThat(last.<List<String>>path("data")).isEmpty();
        assertThat(unknown.<List<String>>path("data")).isEmpty();
    }

    @Test
    void aWaitingJobIsCancelledAtOnceAndOnlyOnce() {
        var job = create("\"training_file\":\"%s\"".formatted(dataset(1))).<String>path("id");

        asUser().post(JOBS + "/%s/cancel".formatted(job))
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("finished_at", notNullValue());

        asUser().post(JOBS + "/ftjob-none/cancel")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("job_not_found"));
    }

    @Test
    void anEndedJobIsNotCancelledAnyMore() {
        var job = create("\"training_file\":\"%s\"".formatted(dataset(1))).<String>path("id");
        worker.succeed(worker.claim());

        asUser().post(JOBS + "/%s/cancel".formatted(job))
                .then()
                .statusCode(409)
                .header("x-should-retry", "false");
    }

    @Test
    void eventsComeNewestFirstTwentyAtATime() {
        var job = create("\"training_file\":\"%s\"".formatted(dataset(1))).<String>path("id");
        worker.succeed(worker.claim());

        var events = asUser().get(JOBS + "/%s/events".formatted(job));
        events.then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data[0].id", matchesPattern("ftevent-.*"))
                .body("data[0].object", equalTo("fine_tuning.job.event"))
                .body("data[0].level", equalTo("info"))
                .body("data[0].type", equalTo("message"))
                .body("data[0].message", notNullValue())
                .body("data[0].data", instanceOf(Map.class));
        List<Integer> times = events.path("data.created_at");
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());

        var last = events.<List<String>>path("data.id").getLast();
        asUser().get(JOBS + "/%s/events?after=%s".formatted(job, last))
                .then()
                .body("data", hasSize(0))
                .body("has_more", equalTo(false));
        asUser().get(JOBS + "/ftjob-none/events").then().statusCode(404);
        asUser().get(JOBS + "/ftjob-none/checkpoints").then().statusCode(404);
        asUser().get(JOBS + "/ftjob-none").then().statusCode(404);
    }

    /// @param members further members, or ones that replace the model
    private static Response create(String members) {
        var model = members.contains("\"model\"") ? "" : "\"model\":\"tiny\",";
        return asUser().contentType("application/json")
                .body("{%s%s}".formatted(model, members))
                .post(JOBS);
    }
}
