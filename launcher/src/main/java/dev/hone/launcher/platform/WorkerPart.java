package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/// One training worker, which has every job run in a process of its own. Only the native library
/// makes that one large: its heap holds rows, not weights.
final class WorkerPart implements Part {
    private static final int HEAP_MEBIBYTES = 128;
    private static final int JOB_HEAP_MEBIBYTES = 768;
    private static final String ID = "local-1";

    private final Installation installation;
    private final DataDirectory data;
    private final Connections connections;

    WorkerPart(Installation installation, DataDirectory data, Connections connections) {
        this.installation = installation;
        this.data = data;
        this.connections = connections;
    }

    @Override
    public PartName name() {
        return PartName.WORKER;
    }

    @Override
    public String address() {
        return ID + ", " + Runtime.getRuntime().availableProcessors() + " threads";
    }

    @Override
    public void prepare() throws IOException {
        var directory = data.resolve("work").resolve(ID);
        Files.createDirectories(directory);
        var settings = new Properties();
        settings.setProperty("control-plane.url", connections.url());
        settings.setProperty("worker.key", connections.keys().workerKey());
        settings.setProperty("worker.id", ID);
        settings.setProperty("pool", "default");
        settings.setProperty("kafka.bootstrap-servers", connections.kafka());
        settings.setProperty("work.dir", directory.toString());
        settings.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        settings.setProperty("job.java-options", "-Xmx%dm".formatted(JOB_HEAP_MEBIBYTES));
        settings.setProperty("health.port", String.valueOf(connections.ports().worker()));
        if (!Files.isWritable(Path.of(System.getProperty("user.home")))) {
            settings.setProperty("native.dir", data.resolve("work/native").toString());
        }
        connections.store().describe("store.", settings);
        ControlPlanePart.write(configuration(), settings);
    }

    @Override
    public List<String> command() throws LaunchException {
        return Commands.java(
                installation,
                data.path(),
                HEAP_MEBIBYTES,
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        installation.workerClassPath(),
                        "dev.hone.trainer.worker.WorkerMain",
                        configuration().toString()));
    }

    @Override
    public boolean ready(ProcessHandle process) {
        return HttpProbe.answers("http://127.0.0.1:" + connections.ports().worker() + "/ready");
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(15); // it hands its job back in 5 s
    }

    private Path configuration() {
        return data.resolve("work/worker.properties");
    }
}
