package dev.hone.launcher.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The content of `platform.json`: what runs, or ran last, on a data directory.
///
/// @param launcher the process that supervises, if it has not ended cleanly
/// @param parts the supervised processes
public record PlatformState(
        String url, Optional<Child> launcher, Ports ports, Map<String, Child> parts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public PlatformState {
        parts = Map.copyOf(parts);
    }

    /// A process: its id alone is not enough, because ids are used again.
    public record Child(long pid, Instant started) {
        /// The system counts from its own start, and says when that was by a clock that is set now
        /// and then: one start may be told a second apart.
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        static Child of(ProcessHandle process) {
            return new Child(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        /// The process itself, if it still runs.
        public Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isNear(of(process).started()));
        }

        private boolean isNear(Instant other) {
            return Duration.between(started, other).abs().compareTo(TOLERANCE) <= 0;
        }
    }

    public static Optional<PlatformState> read(Path dataDirectory) {
        var file = file(dataDirectory);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(JSON.readTree(file.toFile())));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty(); // written by a newer Hone or by hand: nothing to rely on
        }
    }

    void write(Path dataDirectory) throws IOException {
        var tree = JSON.createObjectNode();
        tree.put("url", url);
        launcher.ifPresent(child -> put(tree.putObject("launcher"), child));
        var numbers = tree.putObject("ports");
        numbers.put("control-plane", ports.controlPlane());
        numbers.put("postgresql", ports.postgresql());
        numbers.put("kafka", ports.kafka());
        numbers.put("kafka-controller", ports.kafkaController());
        numbers.put("worker", ports.worker());
        var children = tree.putObject("parts");
        new TreeMap<>(parts).forEach((name, child) -> put(children.putObject(name), child));
        var temporary = dataDirectory.resolve("platform.json.new");
        Files.writeString(
                temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
        Files.move(temporary, file(dataDirectory), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path file(Path dataDirectory) {
        return dataDirectory.resolve("platform.json");
    }

    private static void put(ObjectNode node, Child child) {
        node.put("pid", child.pid()).put("started", child.started().toString());
    }

    private static PlatformState parse(JsonNode tree) {
        var numbers = tree.path("ports");
        var parts = new TreeMap<String, Child>();
        tree.path("parts")
                .properties()
                .forEach(entry -> parts.put(entry.getKey(), child(entry.getValue())));
        return new PlatformState(
                tree.path("url").asText(),
                tree.has("launcher") ? Optional.of(child(tree.path("launcher"))) : Optional.empty(),
                new Ports(
                        numbers.path("control-plane").asInt(),
                        numbers.path("postgresql").asInt(),
                        numbers.path("kafka").asInt(),
                        numbers.path("kafka-controller").asInt(),
                        numbers.path("worker").asInt()),
                parts);
    }

    private static Child child(JsonNode node) {
        try {
            return new Child(
                    node.path("pid").asLong(), Instant.parse(node.path("started").asText()));
        } catch (java.time.DateTimeException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
