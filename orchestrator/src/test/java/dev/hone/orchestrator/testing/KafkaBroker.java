package dev.hone.orchestrator.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/// A broker of its own for one test run, as a child process on free ports. It can be killed and
/// started again with its data.
public final class KafkaBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final String clusterId = Uuid.randomUuid().toString();
    private final Process process;

    private KafkaBroker(Path directory, int port, int controllerPort) throws IOException {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.process = launch();
    }

    public static KafkaBroker start() {
        return start(Ports.free());
    }

    public static KafkaBroker start(int port) {
        try {
            var broker = new KafkaBroker(Directories.temporary("kafka"), port, Ports.free());
            broker.awaitReady();
            return broker;
        } catch (IOException failure) {
            throw new IllegalStateException("Kafka did not start", failure);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Kills the process: the data of a test is worth no orderly end.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Kafka did not stop");
            }
        } catch (InterruptedException failure) {
            throw new IllegalStateException("Kafka did not stop", failure);
        }
        Directories.delete(directory);
    }

    private Process launch() throws IOException {
        var properties = directory.resolve("server.properties");
        Files.writeString(properties, settings());
        var java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerMain.class.getName(),
                                properties.toString(),
                                logs().toString(),
                                clusterId))
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private void awaitReady() {
        Await.until(
                "Kafka listens on %d".formatted(port),
                START,
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "Kafka ended: " + Files.readString(output()));
                    }
                    return Ports.open(port);
                });
    }

    private Path logs() {
        return directory.resolve("data");
    }

    private Path output() {
        return directory.resolve("output");
    }

    private String settings() {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.bootstrap.servers=127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=2
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=2
        group.initial.rebalance.delay.ms=0
        num.partitions=1
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=500
        log.cleaner.dedupe.buffer.size=8388608
        background.threads=2
        num.network.threads=2
        num.io.threads=2
        """
                .formatted(port, controllerPort, logs());
    }
}
