package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {
    @Test
    void anIdleWorkerSaysSo() throws Exception {
        try (var health = new Health(0, Standing.Served::new, Optional::empty)) {
            assertThat(get(health, "/live")).isEqualTo("200 {\"status\":\"live\"}");
            assertThat(get(health, "/ready"))
                    .isEqualTo("200 {\"status\":\"ready\",\"state\":\"idle\"}");
            assertThat(get(health, "/other")).isEqualTo("404 ");
        }
    }

    @Test
    void aRefusedWorkerIsNotReadyAndSaysWhy() throws Exception {
        var refused = new Standing.Refused("worker_too_old", "upgrade the worker");
        try (var health = new Health(0, () -> refused, Optional::empty)) {
            assertThat(get(health, "/live")).startsWith("200");
            assertThat(get(health, "/ready"))
                    .isEqualTo(
                            "503 {\"status\":\"not ready\",\"state\":\"refused\","
                                    + "\"code\":\"worker_too_old\",\"reason\":\"upgrade the worker\"}");
        }
    }

    @Test
    void aDrainedWorkerIsReadyAndSaysSo() throws Exception {
        try (var health = new Health(0, Standing.Drained::new, Optional::empty)) {
            assertThat(get(health, "/ready"))
                    .startsWith("200")
                    .contains("\"state\":\"drained\"", "\"status\":\"ready\"");
        }
    }

    @Test
    void aWorkerThatTrainsNamesItsJobAndStep() throws Exception {
        try (var controlPlane = new TestControlPlane()) {
            controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));
            try (var running =
                            new RunningWorker(
                                    controlPlane,
                                    new TestBell(),
                                    attempt -> {
                                        attempt.progress(3, 12);
                                        attempt.stop().pause(Duration.ofSeconds(30));
                                        return attempt.stopped();
                                    },
                                    Duration.ofMinutes(1));
                    var health = new Health(0, running.worker::standing, running.worker::attempt)) {
                Await.until(
                        "step 3",
                        () ->
                                running.worker
                                        .attempt()
                                        .filter(job -> job.progress().step() == 3)
                                        .isPresent());

                assertThat(get(health, "/ready"))
                        .isEqualTo(
                                "200 {\"status\":\"ready\",\"state\":\"training\","
                                        + "\"jobId\":\"ftjob-1\",\"step\":3,\"totalSteps\":12}");
            }
        }
    }

    private static String get(Health health, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:%d%s".formatted(health.port(), path));
            var answer = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
