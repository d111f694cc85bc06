package dev.hone.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Who has jobs, and says everything again until it is answered, as a client in a script does.
final class Owner {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final int RECENT = 100;

    private final HoneClient client;

    Owner(HoneClient client) {
        this.client = client;
    }

    /// Submits a job once, however often it has to be said: what is found under its suffix is it.
    String submit(ObjectNode body) throws InterruptedException {
        var suffix = body.path("suffix").asText();
        return persistently(
                        () -> {
                            for (var job : client.list(JOBS, RECENT)) {
                                if (job.path("suffix").asText().equals(suffix)) {
                                    return job;
                                }
                            }
                            return client.post(JOBS, body);
                        })
                .path("id")
                .asText();
    }

    /// True when the command was taken, false when the job had no use for it any more.
    boolean command(String job, String verb) throws InterruptedException {
        return !persistently(
                        () -> {
                            try {
                                return client.post(
                                        "%s/%s/%s".formatted(JOBS, job, verb),
                                        JsonNodeFactory.instance.objectNode());
                            } catch (ClientException.Refused refused) {
                                if (refused.status() == 409) {
                                    return JsonNodeFactory.instance.nullNode();
                                }
                                throw refused;
                            }
                        })
                .isNull();
    }

    JsonNode job(String id) throws InterruptedException {
        return persistently(() -> client.get(JOBS + "/" + id));
    }

    JsonNode get(String path) throws InterruptedException {
        return persistently(() -> client.get(path));
    }

    void drain(String worker) {
        var mode = JsonNodeFactory.instance.objectNode().put("mode", "hand_over");
        client.post("/v1/workers/%s/drain".formatted(worker), mode);
    }

    void resumeWorker(String worker) throws InterruptedException {
        persistently(() ->
                client.post(
                        "/v1/workers/%s/resume".formatted(worker),
                        JsonNodeFactory.instance.objectNode()));
    }

    /// SHA-256 of the weights that the registry serves under this name.
    String digest(String model) throws IOException, NoSuchAlgorithmException {
        var path =
                "/v1/models/%s/files/adapter_model.safetensors".formatted(HoneClient.encode(model));
        var sha256 = MessageDigest.getInstance("SHA-256");
        try (var bytes = new DigestInputStream(client.open(path), sha256)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /// Says it again while nobody answers, or the platform says that the fault is its own.
    private static JsonNode persistently(Supplier<JsonNode> request) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return request.get();
            } catch (ClientException failed) {
                var mine = failed instanceof ClientException.Refused refused && refused.mendable();
                if (mine || System.nanoTime() > end) {
                    throw failed;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }
}
