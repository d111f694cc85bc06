package dev.hone.trainer.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/// A real Kafka broker (KRaft, one node) in a process of its own.
final class TestBroker implements AutoCloseable {
    private final Path directory;
    private final int port;
    private ChildJvm jvm;

    TestBroker(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = freePort();
        var properties = directory.resolve("server.properties");
        Files.writeString(properties, properties(port, freePort(), directory.resolve("data")));
        var format =
                List.of(
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        properties.toString(),
                        "--standalone");
        try (var storage = jvm("kafka.tools.StorageTool", format)) {
            if (storage.exitCode() != 0) {
                throw new IOException("no format: " + storage.said());
            }
        }
        this.jvm = startBroker();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        jvm.kill();
        var _ = jvm.exitCode();
    }

    void start() throws IOException {
        jvm = startBroker();
    }

    /// Creates a topic, and lets a share group read it from its beginning.
    void topic(String topic, String group) throws InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            var earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.GROUP, group),
                                    List.of(new AlterConfigOp(earliest, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        jvm.close();
    }

    private ChildJvm startBroker() throws IOException {
        var started =
                jvm("kafka.Kafka", List.of(directory.resolve("server.properties").toString()));
        Await.until(
                "a broker",
                Duration.ofSeconds(60),
                () -> {
                    if (!started.lives()) {
                        throw new AssertionError("the broker ended: " + started.said());
                    }
                    return answers(port);
                });
        return started;
    }

    private ChildJvm jvm(String mainClass, List<String> arguments) throws IOException {
        return new ChildJvm(
                directory.resolve("broker.log"),
                List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn"),
                mainClass,
                arguments.toArray(String[]::new));
    }

    private static boolean answers(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String properties(int port, int controllerPort, Path data) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.bootstrap.servers=127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        group.share.min.heartbeat.interval.ms=500
        group.share.heartbeat.interval.ms=500
        num.partitions=1
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=500
        log.cleaner.dedupe.buffer.size=8388608
        background.threads=2
        num.network.threads=2
        num.io.threads=4
        """
                .formatted(port, controllerPort, data);
    }
}
