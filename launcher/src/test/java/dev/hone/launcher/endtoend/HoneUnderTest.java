package dev.hone.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Await;
import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.platform.Keys;
import dev.hone.launcher.platform.PartName;
import dev.hone.launcher.platform.Platform;
import dev.hone.launcher.platform.PlatformOptions;
import dev.hone.launcher.platform.PlatformState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A platform with the base model imported, and what the tests say to it.
final class HoneUnderTest implements AutoCloseable {
    static final Installation INSTALLATION =
            Installation.at(Path.of("").toAbsolutePath().resolve(".."));
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HoneClient client;
    private final Optional<Platform> platform;

    private HoneUnderTest(HoneClient client, Optional<Platform> platform) {
        this.client = client;
        this.platform = platform;
    }

    /// Talks to a platform that another process supervises.
    static HoneUnderTest attach(Path data) throws IOException {
        var url = PlatformState.read(data).orElseThrow().url();
        return new HoneUnderTest(new HoneClient(url, Keys.load(data).apiKey()), Optional.empty());
    }

    static HoneUnderTest start(Path directory) throws Exception {
        return start(PlatformOptions.defaults(INSTALLATION, directory));
    }

    static HoneUnderTest start(PlatformOptions options) throws Exception {
        var platform = Platform.start(options, _ -> {});
        var client = new HoneClient(platform.url(), platform.keys().apiKey());
        var hone = new HoneUnderTest(client, Optional.of(platform));
        if (hone.client.find("/v1/models/hone-nano").isEmpty()) {
            hone.client.importModel("hone-nano", INSTALLATION.baseModel());
        }
        return hone;
    }

    HoneClient client() {
        return client;
    }

    /// Uploads the first rows of one of the sample files.
    String upload(String file, int rows, Path scratch) throws IOException {
        var cut = scratch.resolve(rows + "-" + file);
        try (var lines = Files.lines(INSTALLATION.tickets(file))) {
            Files.write(cut, lines.limit(rows).toList());
        }
        return client.upload(cut, "fine-tune").path("id").asText();
    }

    JobRequest job(String trainingFile) {
        return new JobRequest(trainingFile);
    }

    JsonNode job(JsonNode job) {
        return client.get("/v1/fine_tuning/jobs/" + job.path("id").asText());
    }

    JsonNode awaitStep(JsonNode job, int step) throws Exception {
        Await.until(
                "step " + step + " of " + job.path("id").asText(),
                () -> {
                    var now = job(job);
                    assertThat(now.path("status").asText())
                            .as("%s before step %d", now, step)
                            .isNotIn(ENDED);
                    return now.path("x_hone").path("step").asInt() >= step;
                });
        return job(job);
    }

    JsonNode awaitEnd(JsonNode job) throws Exception {
        Await.until(
                "end of " + job.path("id").asText(),
                () -> ENDED.contains(job(job).path("status").asText()));
        return job(job);
    }

    JsonNode awaitSuccess(JsonNode job) throws Exception {
        var ended = awaitEnd(job);
        assertThat(ended.path("status").asText()).as(ended.toPrettyString()).isEqualTo("succeeded");
        return ended;
    }

    /// Waits until the control plane and its database answer again.
    void awaitReachable(JsonNode job) throws Exception {
        Await.until(
                "the platform answers",
                () -> {
                    try {
                        return !job(job).isEmpty();
                    } catch (ClientException _) {
                        return false;
                    }
                });
    }

    void kill(PartName part) {
        var process = Objects.requireNonNull(platform.orElseThrow().processes().get(part));
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SHA-256 of one file of a finished job's adapter, as the registry serves it.
    String adapterDigest(JsonNode job, String file) {
        var path =
                "/v1/models/%s/files/%s"
                        .formatted(HoneClient.encode(job.path("fine_tuned_model").asText()), file);
        try (var bytes =
                new DigestInputStream(client.open(path), MessageDigest.getInstance("SHA-256"))) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) throws IOException {
        try (var bytes = client.open(path)) {
            return JSON.readTree(bytes);
        }
    }

    /// Every invariant of the tables holds.
    void assertInvariants() {
        assertThat(client.get("/v1/platform/invariants").path("violations")).isEmpty();
    }

    @Override
    public void close() {
        client.close();
        platform.ifPresent(Platform::close);
    }

    /// A job that is small enough for a test.
    final class JobRequest {
        private final ObjectNode body = JsonNodeFactory.instance.objectNode();
        private final ObjectNode hyperparameters;

        private JobRequest(String trainingFile) {
            body.put("model", "hone-nano").put("training_file", trainingFile).put("seed", 11);
            hyperparameters =
                    body.putObject("method")
                            .put("type", "supervised")
                            .putObject("supervised")
                            .putObject("hyperparameters");
            hyperparameters.put("batch_size", 8).put("lora_rank", 8);
        }

        JobRequest epochs(int epochs) {
            hyperparameters.put("n_epochs", epochs);
            return this;
        }

        JobRequest checkpointEverySteps(int steps) {
            hyperparameters.put("checkpoint_every_steps", steps);
            return this;
        }

        JobRequest evaluatedOn(String file, int rows) {
            body.putObject("x_hone")
                    .put("evaluation_file", file)
                    .put("evaluation_max_rows", rows)
                    .put("evaluation_max_new_tokens", 48);
            return this;
        }

        JsonNode submit() {
            return client.post("/v1/fine_tuning/jobs", body);
        }
    }
}
