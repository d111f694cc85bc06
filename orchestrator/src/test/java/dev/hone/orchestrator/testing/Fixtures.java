package dev.hone.orchestrator.testing;

import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.submissions.JobRequest;
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
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What tests start from: a base, a dataset, a request, a worker's answers.
@Singleton
public class Fixtures {
    public static final String PROJECT = "default";
    public static final String BASE = "hone-nano";
    public static final String BASE_DIGEST = "b".repeat(64);
    public static final String ROW =
            """
            {"messages":[{"role":"user","content":"1+1"},{"role":"assistant","content":"2"}]}
            """;
    private static final ModelConfig SHAPE =
            ModelConfig.llama(300, 128, 2, 4, 2, 32, 256, 512, true);
    private static final String DIGEST = "d".repeat(64);

    private final Rows rows;
    private final Files files;
    private final Jobs jobs;
    private final ObjectStore store;

    Fixtures(javax.sql.DataSource dataSource, Files files, Jobs jobs, ObjectStore store) {
        this.rows = new Rows(dataSource);
        this.files = files;
        this.jobs = jobs;
        this.store = store;
    }

    public Rows rows() {
        return rows;
    }

    /// An empty platform with one base model, which has no weights: nobody trains here.
    public void reset() {
        rows.clear();
        addBase(BASE, BASE_DIGEST);
    }

    public void addBase(String name, String digest) {
        var config = put("bases/%s/config.json".formatted(digest), "{}");
        rows.run(
                """
                INSERT INTO bases (name, digest, current, bytes, context_length, hidden_size,
                                   linear_layers, files, created_at)
                VALUES (?, ?, true, 2, 512, 128, CAST(? AS jsonb), CAST(? AS jsonb),
                        clock_timestamp())
                """,
                name,
                digest,
                Json.write(LinearLayers.of(SHAPE)),
                Json.write(List.of(new NamedObject("config.json", config))));
    }

    public FileView dataset() {
        return dataset(ROW);
    }

    public FileView dataset(String jsonl) {
        return upload(PROJECT, "train.jsonl", "fine-tune", jsonl);
    }

    public FileView upload(String project, String filename, String purpose, String content) {
        try (var bytes = stream(content)) {
            return files.receive(project, filename, purpose, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public JobRequest request(String trainingFile) {
        return request(trainingFile, Map.of());
    }

    public JobRequest request(String trainingFile, Map<String, Object> hyperparameters) {
        return request(PROJECT, trainingFile, hyperparameters, null);
    }

    public JobRequest request(String project, String trainingFile, @Nullable Integer priority) {
        return request(project, trainingFile, Map.of(), priority);
    }

    private static JobRequest request(
            String project,
            String trainingFile,
            Map<String, Object> hyperparameters,
            @Nullable Integer priority) {
        return new JobRequest(
                project,
                BASE,
                trainingFile,
                null,
                "tickets",
                7L,
                null,
                hyperparameters,
                null,
                new JobRequest.Placement(null, priority, Map.of()),
                Map.of());
    }

    /// One for workers with labels.
    public JobRequest request(
            String trainingFile, @Nullable Integer priority, Map<String, String> workerLabels) {
        return new JobRequest(
                PROJECT,
                BASE,
                trainingFile,
                null,
                null,
                7L,
                null,
                Map.of(),
                null,
                new JobRequest.Placement(null, priority, workerLabels),
                Map.of());
    }

    /// One in which all that decides about rows and limits is said.
    ///
    /// @param share of the training file that is kept back for validation
    public static JobRequest request(
            String trainingFile,
            @Nullable String validationFile,
            @Nullable Double share,
            Map<String, Object> hyperparameters,
            Map<String, String> personalData,
            JobRequest.Overrides preflight,
            JobRequest.Bounds limits) {
        return new JobRequest(
                PROJECT,
                BASE,
                trainingFile,
                validationFile,
                null,
                7L,
                null,
                hyperparameters,
                null,
                JobRequest.Placement.ANYWHERE,
                Map.of(),
                personalData,
                share,
                preflight,
                limits);
    }

    public JobView submit() {
        return jobs.submit(request(dataset().id()));
    }

    public ClaimRequest worker(String id) {
        return worker(id, new Instance("home of " + id, 1, "node-1, process 7"));
    }

    public ClaimRequest worker(String id, Instance instance) {
        return worker(id, instance, JobProtocol.VERSION);
    }

    public ClaimRequest worker(String id, Instance instance, int protocol) {
        return worker(id, instance, protocol, 4096, Map.of("region", "eu"));
    }

    public ClaimRequest worker(String id, long memoryMebibytes, Map<String, String> labels) {
        var instance = new Instance("home of " + id, 1, "node-1, process 7");
        return worker(id, instance, JobProtocol.VERSION, memoryMebibytes, labels);
    }

    private static ClaimRequest worker(
            String id,
            Instance instance,
            int protocol,
            long memoryMebibytes,
            Map<String, String> labels) {
        return new ClaimRequest(
                id,
                instance,
                "default",
                "cpu, 2 threads",
                "0.1",
                protocol,
                memoryMebibytes,
                labels);
    }

    public Heartbeat alive(Claim claim, int step) {
        var worker =
                rows.text(
                        "SELECT worker FROM attempts WHERE job_id = ? AND token = ?",
                        claim.spec().jobId(),
                        claim.token());
        return new Heartbeat(worker, step, 100);
    }

    public CheckpointManifest checkpoint(Claim claim, int step) {
        var path = "step-%d/state.safetensors".formatted(step);
        var object = put(claim.storePrefix() + "checkpoints/" + path, "state " + step);
        return new CheckpointManifest(
                step, step / 100.0, 1.5, List.of(new NamedObject("state.safetensors", object)));
    }

    /// A checkpoint whose files another attempt wrote.
    public CheckpointManifest foreignCheckpoint(int step) {
        var object = put("jobs/ftjob-other/t1/checkpoints/step-1/state", "state");
        return new CheckpointManifest(step, 1, 1, List.of(new NamedObject("state", object)));
    }

    /// A success whose objects are all in the store.
    public Outcome.Succeeded success(Claim claim) {
        return successOnData(claim, claim.spec().training().object().sha256());
    }

    /// @param data digest of what it says it was trained on
    public Outcome.Succeeded successOnData(Claim claim, String data) {
        var prefix = claim.storePrefix();
        var weights = put(prefix + "adapter/adapter_model.safetensors", "weights");
        var config = put(prefix + "adapter/adapter_config.json", "{}");
        var metrics = put(prefix + "results/metrics.csv", "step,train_loss\n1,2.0\n");
        var report = put(prefix + "results/evaluation.json", "{\"rows\":2}");
        return new Outcome.Succeeded(
                new AdapterManifest(
                        List.of(
                                new NamedObject("adapter_model.safetensors", weights),
                                new NamedObject("adapter_config.json", config)),
                        lineage(claim, data)),
                1_000,
                100,
                0.25,
                metrics,
                new EvaluationSummary(2, 0, 1, report),
                new Timing(2, 1, 1_000, 10, 100, 1e12, 4, 1e11));
    }

    private static Lineage lineage(Claim claim, String data) {
        return new Lineage(
                claim.spec().base().digest(),
                data,
                DIGEST,
                DIGEST,
                DIGEST,
                "0.1",
                "worker-1",
                claim.spec().personalData(),
                claim.spec().preflight());
    }

    public ObjectRef put(String key, String content) {
        try (var bytes = stream(content)) {
            return store.put(key, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void remove(String key) throws IOException {
        store.delete(key);
    }

    /// Other bytes of the same length.
    public void damage(ObjectRef object) throws IOException {
        store.delete(object.key());
        put(object.key(), "x".repeat(Math.toIntExact(object.bytes())));
    }

    /// As if the time of the lease had passed.
    public void expireLease(String jobId) {
        rows.run(
                """
                UPDATE jobs SET lease_expires_at = clock_timestamp() - interval '1 second'
                WHERE id = ?
                """,
                jobId);
    }

    private static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
