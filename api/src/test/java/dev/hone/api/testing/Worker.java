package dev.hone.api.testing;

import static dev.hone.api.testing.Calls.asWorker;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.AdapterManifest;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.EvaluationSummary;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import dev.hone.protocol.Lineage;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Timing;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// A worker that trains nothing but says all that a real one says, over HTTP, and really writes its
/// objects into the store.
@Singleton
public class Worker {
    public static final String WEIGHTS = "the weights of the adapter";
    private static final String DIGEST = "d".repeat(64);

    private final ObjectStore store;
    private final ObjectMapper json;

    Worker(ObjectStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    public Response ask() {
        return ask("claims", profile(JobProtocol.VERSION));
    }

    /// @param what a place below `/v1/workers` where workers ask
    public Response ask(String what, Object body) {
        return asWorker()
                .contentType("application/json")
                .body(write(body))
                .post("/v1/workers/" + what);
    }

    /// What the worker says of itself.
    public ClaimRequest profile(int protocol) {
        return new ClaimRequest(
                "worker-1",
                new Instance("home-1", 1, "node-1, process 7"),
                "default",
                "cpu, 2 threads",
                "0.1",
                protocol,
                4096,
                Map.of("region", "eu"));
    }

    public Claim claim() {
        try {
            return json.readValue(ask().then().statusCode(200).extract().asString(), Claim.class);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("a claim must be JSON", failure);
        }
    }

    public Response heartbeat(Claim claim, int step) {
        return tell(claim, "heartbeat", new Heartbeat("worker-1", step, 100));
    }

    public Response checkpoint(Claim claim, int step) {
        var object =
                put(claim.storePrefix() + "checkpoints/step-%d/state".formatted(step), "s" + step);
        return tell(
                claim,
                "checkpoints",
                new CheckpointManifest(
                        step, step / 100.0, 1.5, List.of(new NamedObject("state", object))));
    }

    public Response outcome(Claim claim, Outcome outcome) {
        return tell(claim, "outcome", outcome);
    }

    /// Trains a whole job in no time.
    public void succeed(Claim claim) {
        heartbeat(claim, 1).then().statusCode(200);
        checkpoint(claim, 50).then().statusCode(201);
        outcome(claim, success(claim)).then().statusCode(200);
    }

    public Outcome.Succeeded success(Claim claim) {
        var prefix = claim.storePrefix();
        var weights = put(prefix + "adapter/adapter_model.safetensors", WEIGHTS);
        var config = put(prefix + "adapter/adapter_config.json", "{\"r\":8}");
        var metrics = put(prefix + "results/metrics.csv", "step,train_loss\n1,2.0\n");
        var report = put(prefix + "results/evaluation.json", "{\"rows\":2}");
        return new Outcome.Succeeded(
                new AdapterManifest(
                        List.of(
                                new NamedObject("adapter_model.safetensors", weights),
                                new NamedObject("adapter_config.json", config)),
                        new Lineage(
                                claim.spec().base().digest(),
                                claim.spec().training().object().sha256(),
                                DIGEST,
                                DIGEST,
                                DIGEST,
                                "0.1",
                                "worker-1",
                                claim.spec().personalData(),
                                claim.spec().preflight())),
                1_000,
                100,
                0.25,
                metrics,
                new EvaluationSummary(2, 0, 1, report),
                new Timing(2, 1, 1_000, 10, 100, 1e12, 4, 1e11));
    }

    public Response tell(Claim claim, String what, Object body) {
        return asWorker()
                .contentType("application/json")
                .body(write(body))
                .post("/v1/attempts/%s/%d/%s".formatted(claim.spec().jobId(), claim.token(), what));
    }

    private ObjectRef put(String key, String content) {
        try {
            return store.put(key, new ByteArrayInputStream(content.getBytes(UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("a record must be JSON", failure);
        }
    }
}
