package dev.hone.trainer.worker;

import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.device.HostMemory;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a worker together from its settings and lets it live until the process is told to end.
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Worker.Pace PACE =
            new Worker.Pace(Duration.ofSeconds(10), Duration.ofSeconds(30));

    /// With the departure that follows, together under the five seconds in which a job is handed
    /// back.
    private static final Duration STEP_PATIENCE = Duration.ofMillis(3_600);

    /// There where the driver of a GPU is.
    private static final Path NVIDIA = Path.of("/dev/nvidiactl");

    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private WorkerProcess() {}

    static void run(WorkerSettings settings, JobRunner runner) throws IOException {
        try (var _ = DirectoryLock.take(settings.workDir());
                var controlPlane = new HttpControlPlane(settings.controlPlane(), settings.key());
                var events = new KafkaEvents(settings.kafka())) {
            var request = request(settings, Home.enter(settings.workDir()));
            var around =
                    new Attempt.Surroundings(
                            settings.id(),
                            controlPlane,
                            events,
                            InstantSource.system(),
                            RandomGenerator.getDefault());
            var worker =
                    new Worker(
                            request,
                            new KafkaBell(settings.kafka(), settings.pool()),
                            runner,
                            PACE,
                            around);
            handBackAtTheEnd(worker);
            live(settings, worker);
        }
    }

    private static ClaimRequest request(WorkerSettings settings, Instance instance) {
        return new ClaimRequest(
                settings.id(),
                instance,
                settings.pool(),
                "%s, %d threads".formatted(settings.device().title(), settings.threads()),
                version(),
                JobProtocol.VERSION,
                memory(settings),
                labels(settings));
    }

    /// What the operator says, and unless he says otherwise what jobs train on.
    private static Map<String, String> labels(WorkerSettings settings) {
        var labels = new TreeMap<>(settings.labels());
        labels.putIfAbsent(
                WorkerSettings.DEVICE,
                (gpu(settings) ? DeviceChoice.CUDA : DeviceChoice.CPU).title());
        return labels;
    }

    private static boolean gpu(WorkerSettings settings) {
        return switch (settings.device()) {
            case CPU -> false;
            case AUTO -> Files.exists(NVIDIA);
            case CUDA -> true;
        };
    }

    /// What a job may plan with, in MiB: as much as this machine has now. Where jobs may get a GPU
    /// only they know its memory, since only they load what can ask it.
    private static long memory(WorkerSettings settings) {
        if (gpu(settings)) {
            return 0;
        }
        long most = settings.memoryMebibytes();
        long here = HostMemory.here().available().orElse(0) >> 20;
        return most == 0 || here == 0 ? Math.max(most, here) : Math.min(most, here);
    }

    static String version() {
        var version = WorkerProcess.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static void live(WorkerSettings settings, Worker worker) throws IOException {
        try (var _ = settings.healthPort() == 0 ? null : health(settings, worker)) {
            LOG.atInfo()
                    .addKeyValue("worker", settings.id())
                    .addKeyValue("pool", settings.pool())
                    .addKeyValue("threads", settings.threads())
                    .addKeyValue("version", version())
                    .log("Worker ready");
            worker.run();
        }
    }

    private static Health health(WorkerSettings settings, Worker worker) throws IOException {
        try {
            return new Health(settings.healthPort(), worker::standing, worker::attempt);
        } catch (BindException _) {
            throw new SettingsFaults(
                    "health.port " + settings.healthPort(),
                    List.of("the port is in use; choose another, or 0 for none"));
        }
    }

    /// SIGTERM and SIGINT end the process when this hook is done.
    private static void handBackAtTheEnd(Worker worker) {
        var hook =
                Thread.ofPlatform()
                        .name("hand-back")
                        .unstarted(() -> {
                            LOG.atInfo().log("Worker stops");
                            worker.stop();
                            try {
                                worker.awaitEnd(STEP_PATIENCE, LAST_WORD);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
