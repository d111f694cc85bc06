package dev.hone.api.finetuning;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class JobMetricsTest {
    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @Test
    void aLongCurveComesWithAThousandPointsAtMost() {
        var job = trained(30_000);

        var answer = asUser().get(metrics(job));

        answer.then()
                .statusCode(200)
                .body("object", equalTo("fine_tuning.job.metrics"))
                .body("job_id", equalTo(job))
                .body("series.metric", contains("train_loss", "valid_loss"))
                .body("series[0].stored", equalTo(30_000))
                .body("series[0].points[0].step", equalTo(1))
                .body("series[0].points[0].value", equalTo(0.5f))
                .body("series[1].stored", equalTo(30))
                .body("series[1].points", hasSize(30));
        assertThat(answer.<List<Integer>>path("series[0].points.step"))
                .hasSizeBetween(400, 1_000)
                .isSorted();
    }

    @Test
    void aCallerChoosesMetricsAndHowManyPoints() {
        var job = trained(3_000);

        asUser().get(metrics(job) + "?points=4&metric=valid_loss&metric=train_loss")
                .then()
                .statusCode(200)
                .body("series.metric", contains("train_loss", "valid_loss"))
                .body("series[0].points.step", contains(1, 2, 3_000));
        asUser().get(metrics(job) + "?metric=valid_loss")
                .then()
                .body("series.metric", contains("valid_loss"));
        asUser().get(metrics(job) + "?metric=grad_norm").then().body("series", hasSize(0));
    }

    @Test
    void everyBadParameterIsToldAtOnce() {
        asUser().get(metrics("ftjob-none") + "?points=3&metric=los&metric=acc&metric=epoch")
                .then()
                .statusCode(400)
                .body("errors.param", contains("points", "metric", "metric"))
                .body("errors.code", contains("invalid_points", "unknown_metric", "unknown_metric"))
                .body("errors[0].message", equalTo("points must be 4–10000, was \"3\""))
                .body("errors[1].message", containsString("train_loss"))
                .body("errors[2].message", containsString("was \"acc\""));
        for (var points : List.of("10001", "many", "-1", "4.5")) {
            asUser().get(metrics("ftjob-none") + "?points=" + points)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("invalid_points"));
        }
        asUser().get(metrics("ftjob-none")).then().statusCode(404);
        asUser().get(metrics("ftjob-none") + "?points=").then().statusCode(404);
    }

    /// A job with a loss at each step, 0.5 but for step 2, and a validation at each thousandth.
    private String trained(int steps) {
        var job =
                asUser().contentType("application/json")
                        .body("{\"model\":\"tiny\",\"training_file\":\"%s\"}".formatted(dataset(1)))
                        .post("/v1/fine_tuning/jobs")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<String>path("id");
        worker.claim();
        slate.rows()
                .run(
                        """
                        INSERT INTO job_events (job_id, token, sequence, level, message, metrics)
                        SELECT ?, 1, step, 'info', 'Step', jsonb_build_object('step', step,
                            'train_loss', CASE step WHEN 2 THEN 0.75 ELSE 0.5 END)
                        FROM generate_series(1, ?) AS step
                        """,
                        job,
                        steps);
        slate.rows()
                .run(
                        """
                        INSERT INTO job_events (job_id, token, sequence, level, message, metrics)
                        SELECT ?, 1, ? + step, 'info', 'Validated',
                            jsonb_build_object('step', step, 'valid_loss', 1)
                        FROM generate_series(1000, ?, 1000) AS step
                        """,
                        job,
                        steps,
                        steps);
        return job;
    }

    private static String metrics(String job) {
        return "/v1/fine_tuning/jobs/%s/metrics".formatted(job);
    }
}
