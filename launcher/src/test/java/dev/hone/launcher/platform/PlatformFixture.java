package dev.hone.launcher.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Starts real parts on a temporary directory and talks to them as any client would.
final class PlatformFixture {
    static final Set<PartName> POSTGRESQL = Set.of(PartName.POSTGRESQL);
    static final Set<PartName> KAFKA = Set.of(PartName.KAFKA);

    private final Path directory;
    final List<PlatformEvent> events = new CopyOnWriteArrayList<>();

    PlatformFixture(Path directory) {
        this.directory = directory;
    }

    static Installation installation() {
        return Installation.at(Path.of("").toAbsolutePath().resolve(".."));
    }

    PlatformOptions options(Set<PartName> parts) {
        return PlatformOptions.defaults(installation(), directory).withParts(parts);
    }

    Platform start(Set<PartName> parts) throws LaunchException, InterruptedException {
        return Platform.start(options(parts), events::add);
    }

    static void kill(Platform platform, PartName part) {
        var process = platform.processes().get(part);
        if (process == null) {
            throw new IllegalStateException(part + " does not run");
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    static Connection connect(Platform platform) throws SQLException {
        var database = platform.database();
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    static void execute(Platform platform, String sql) throws SQLException {
        try (var connection = connect(platform);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Platform platform, String sql) throws SQLException {
        try (var connection = connect(platform);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    static boolean answers(Platform platform) {
        try {
            return query(platform, "select 1").equals("1");
        } catch (SQLException _) {
            return false;
        }
    }

    static void send(Platform platform, String topic, String value) {
        var settings =
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafkaBootstrapServers());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static List<String> read(Platform platform, String topic, int count) throws Exception {
        var settings =
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafkaBootstrapServers());
        var values = new CopyOnWriteArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Await.until(
                    count + " records of " + topic,
                    () -> {
                        consumer.poll(java.time.Duration.ofMillis(200))
                                .forEach(record -> values.add(record.value()));
                        return values.size() >= count;
                    });
        }
        return values;
    }
}
