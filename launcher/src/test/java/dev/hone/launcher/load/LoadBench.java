package dev.hone.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Await;
import dev.hone.launcher.platform.Cluster;
import dev.hone.launcher.platform.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One control plane, its database and its broker, each a real process, with thousands of jobs and
/// a thousand workers that only talk: run by its name, see docs/reference/benchmarks.md. The load
/// comes from the same machine.
class LoadBench {
    private static final Installation INSTALLATION =
            Installation.at(Path.of("").toAbsolutePath().resolve(".."));
    private static final String JOBS = "/v1/fine_tuning/jobs";

    /// Not measured: so many until the compiler is through with most of what is called.
    private static final int FIRST = 4_000;

    private static final int QUEUED = 10_000;
    private static final int WORKERS = 1_000;
    private static final int CALLERS = 8;

    /// Nanoseconds between two heartbeats of a worker.
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(5);

    private static final int READS = 1_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    /// A job that a worker holds.
    private record Held(String worker, String job, long token) {}

    @Test
    void tenThousandJobsAndAThousandWorkers() throws Exception {
        try (var cluster = new Cluster(INSTALLATION, directory.resolve("cluster"))) {
            int port = Cluster.freePort();
            var plane = cluster.controlPlane("control-plane", port, cluster.databasePort());
            for (var member : List.of(cluster.postgresql(), cluster.kafka(), plane)) {
                member.startUntilReady();
            }
            var url = "http://127.0.0.1:" + port;
            try (var owners = new Caller(url, cluster.apiKey());
                    var workers = new Caller(url, cluster.workerKey())) {
                var body = prepared(url, cluster.apiKey(), owners);
                measure(owners, workers, body);
            }
        }
    }

    private static void measure(Caller owners, Caller workers, byte[] job) throws Exception {
        Caller.measure(CALLERS, FIRST, _ -> owners.post(JOBS, job));
        say("submit", Caller.measure(CALLERS, QUEUED - FIRST, _ -> owners.post(JOBS, job)));
        var held = Collections.synchronizedList(new ArrayList<Held>());
        say("claim", Caller.measure(CALLERS, WORKERS, i -> held.add(claim(workers, i))));
        assertThat(held).extracting(Held::job).doesNotHaveDuplicates();
        whileTheyBeat(
                workers,
                held,
                () -> {
                    say("list of 20", read(owners, JOBS + "?limit=20"));
                    var one = JOBS + "/" + held.getFirst().job();
                    say("one job, held", read(owners, one));
                    say("events of a job", read(owners, one + "/events"));
                });
    }

    private interface Measurement {
        void run() throws Exception;
    }

    private static void whileTheyBeat(Caller workers, List<Held> held, Measurement measurement)
            throws Exception {
        var over = new AtomicBoolean();
        var beats = new ArrayList<Future<List<Double>>>();
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < held.size(); i++) {
                long first = began + PERIOD * i / held.size();
                var one = held.get(i);
                beats.add(threads.submit(() -> beat(workers, one, first, over)));
            }
            measurement.run();
            over.set(true);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        var millis = new ArrayList<Double>();
        for (var beat : beats) {
            millis.addAll(beat.get());
        }
        say("heartbeat", Latencies.of(millis, seconds));
    }

    private static Latencies read(Caller owners, String path) throws Exception {
        return Caller.measure(CALLERS / 2, READS, _ -> owners.get(path));
    }

    private static void say(String what, Latencies latencies) {
        System.out.printf("LOAD %s: %s%n", what, latencies);
    }

    private static Held claim(Caller workers, int number) {
        var worker = "worker-" + number;
        var claim =
                workers.post(
                        "/v1/workers/claims",
                        bytes(
                                """
                                {"worker": "%1$s", "pool": "default", "device": "cpu",
                                 "instance": {"home": "home-%1$s", "start": 1, "place": "bench"},
                                 "version": "0.1", "protocol": 1, "memoryMebibytes": 65536,
                                 "labels": {"device": "cpu"}}
                                """
                                        .formatted(worker)));
        return new Held(worker, claim.at("/spec/jobId").asText(), claim.path("token").asLong());
    }

    /// Every five seconds, each worker at another time, until it is over.
    private static List<Double> beat(Caller workers, Held held, long first, AtomicBoolean over) {
        var millis = new ArrayList<Double>();
        long next = first;
        var path = "/v1/attempts/%s/%d/heartbeat".formatted(held.job(), held.token());
        for (int step = 1; !over.get(); step++) {
            sleepUntil(next);
            next += PERIOD;
            var body =
                    bytes(
                            """
                            {"worker": "%s", "step": %d, "totalSteps": 1000}\
                            """
                                    .formatted(held.worker(), step));
            millis.add(Caller.timed(step, _ -> workers.post(path, body)));
        }
        return millis;
    }

    private static void sleepUntil(long time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// A base, a file and its preflight.
    ///
    /// @return a request for a job that need not wait for anything
    private static byte[] prepared(String url, String key, Caller owners) throws Exception {
        try (var client = new HoneClient(url, key)) {
            client.importModel("hone-nano", INSTALLATION.baseModel());
            var file = client.upload(INSTALLATION.tickets("train.jsonl"), "fine-tune");
            var body =
                    bytes(
                            """
                            {"model": "hone-nano", "training_file": "%s"}\
                            """
                                    .formatted(file.path("id").asText()));
            var first = owners.post(JOBS, body);
            Await.until("the preflight has passed", () -> isQueued(owners, first));
            return body;
        }
    }

    private static boolean isQueued(Caller owners, JsonNode job) {
        return owners.get(JOBS + "/" + job.path("id").asText())
                .path("status")
                .asText()
                .equals("queued");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
