package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// One Kafka broker that is its own controller (KRaft), on the loopback interface.
final class KafkaPart implements Part {
    private static final int HEAP_MEBIBYTES = 256;

    private final Installation installation;
    private final DataDirectory data;
    private final Ports ports;
    private final Consumer<PlatformEvent> events;

    KafkaPart(
            Installation installation,
            DataDirectory data,
            Ports ports,
            Consumer<PlatformEvent> events) {
        this.installation = installation;
        this.data = data;
        this.ports = ports;
        this.events = events;
    }

    @Override
    public PartName name() {
        return PartName.KAFKA;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + ports.kafka();
    }

    @Override
    public void prepare() throws IOException, InterruptedException, LaunchException {
        installation.check(List.of(installation.brokerJars()));
        Files.writeString(data.resolve("kafka/log4j2.properties"), LOGGING);
        var finished = data.resolve("kafka/data");
        if (!Files.exists(finished)) {
            events.accept(new PlatformEvent.Preparing(name(), "formatting its log directory"));
            format(finished);
        }
        Files.writeString(configuration(), settings(finished));
    }

    @Override
    public List<String> command() {
        return java(List.of("kafka.Kafka", configuration().toString()));
    }

    @Override
    public boolean ready(ProcessHandle process) {
        return KafkaProbe.answers(ports.kafka());
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(20);
    }

    private Path configuration() {
        return data.resolve("kafka/server.properties");
    }

    /// The directory gets its name when it is complete: a half-made one is made again.
    private void format(Path finished) throws IOException, InterruptedException, LaunchException {
        var unfinished = data.resolve("kafka/data.new");
        PrivateFiles.deleteTree(unfinished);
        Files.writeString(configuration(), settings(unfinished));
        Commands.run(
                "formatting Kafka's log directory",
                java(
                        List.of(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                clusterId(),
                                "-c",
                                configuration().toString())),
                data.log(name()));
        Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> java(List<String> main) {
        return Commands.java(
                installation,
                data.path(),
                HEAP_MEBIBYTES,
                Commands.join(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.configurationFile="
                                        + data.resolve("kafka/log4j2.properties"),
                                "-cp",
                                installation.brokerJars() + "/*"),
                        main));
    }

    /// 16 random bytes as Kafka writes them; a leading dash would read as an option.
    private static String clusterId() {
        var random = UUID.randomUUID();
        var bytes =
                ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array();
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return id.startsWith("-") ? "A" + id.substring(1) : id;
    }

    /// A static quorum: its address comes from this file, so the ports may change between starts.
    private String settings(Path logDirectory) {
        return SETTINGS.replace("${broker}", String.valueOf(ports.kafka()))
                .replace("${controller}", String.valueOf(ports.kafkaController()))
                .replace("${directory}", logDirectory.toString());
    }

    private static final String SETTINGS =
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:${controller}
            listeners=PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}
            advertised.listeners=PLAINTEXT://127.0.0.1:${broker}
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
            log.dirs=${directory}
            # One node holds the only copy of everything.
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=4
            group.initial.rebalance.delay.ms=0
            # A new share group hears its topics with its second heartbeat: after 5 s by default.
            group.share.heartbeat.interval.ms=500
            group.share.min.heartbeat.interval.ms=500
            num.partitions=3
            # After a kill the old session of the broker must end first: 9 s with the defaults.
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            # Sized for one machine; the default buffer alone is 128 MiB.
            log.cleaner.dedupe.buffer.size=8388608
            background.threads=2
            num.network.threads=2
            num.io.threads=4
            """;

    private static final String LOGGING =
            """
            appender.console.type=Console
            appender.console.name=console
            appender.console.layout.type=PatternLayout
            appender.console.layout.pattern=%d{ISO8601} %p %c: %m%n
            rootLogger.level=WARN
            rootLogger.appenderRef.console.ref=console
            logger.server.name=kafka.server.KafkaRaftServer
            logger.server.level=INFO
            """;
}
