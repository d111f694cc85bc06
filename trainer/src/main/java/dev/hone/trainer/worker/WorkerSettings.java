package dev.hone.trainer.worker;

import dev.hone.datasets.store.StoreSettings;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Labels;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.settings.Given;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything a worker is told, read once from a properties file.
///
/// @param controlPlane `control-plane.url`: root of the control plane, e.g. `http://hone:8080`
/// @param key `worker.key`: the workers' key, at least 32 characters
/// @param id `worker.id`: stable name of this worker, unique among all
/// @param pool `pool`: pool it serves; default `default`
/// @param kafka `kafka.bootstrap-servers`: host:port, comma separated
/// @param store `store.url` (`file:///directory` or `s3://bucket/prefix`), and for S3
///   `store.endpoint`, `store.region`, `store.access-key`, `store.secret-key`
/// @param workDir `work.dir`: directory for caches and unfinished work, this worker's alone
/// @param nativeDir `native.dir`: where the native libraries are unpacked, may be shared; by
///   default `~/.djl.ai`
/// @param device `device`: what jobs train on, auto, cpu or cuda; default auto
/// @param threads `threads`: processor threads for the training; default all processors
/// @param javaOptions `job.java-options`: further options of the JVM that a job runs in, separated
///   by spaces, such as `-Xmx4g`; default none
/// @param memoryMebibytes `job.memory-mib`: what a job may plan with at most; default 0, what is
///   there
/// @param hang `job.hang-seconds`: how long a job may go without a pulse; default 240
/// @param labels `labels.NAME=value`: what operators say of it, such as `labels.region=eu`
/// @param healthPort `health.port`: port on 127.0.0.1 that answers live and ready; default 0, none
record WorkerSettings(
        URI controlPlane,
        Secret key,
        String id,
        String pool,
        String kafka,
        StoreSettings store,
        Path workDir,
        @Nullable Path nativeDir,
        DeviceChoice device,
        int threads,
        List<String> javaOptions,
        int memoryMebibytes,
        Duration hang,
        Map<String, String> labels,
        int healthPort) {

    private static final int KEY_LENGTH = 32;
    private static final String LABEL = "labels.";

    /// The label that every worker has.
    static final String DEVICE = "device";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /// @throws SettingsFaults with all the faults of the file
    static WorkerSettings read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsFaults(file.toString(), List.of(String.valueOf(e.getMessage())));
        }
        var keys = new Keys(properties);
        var settings = keys.settings();
        if (!keys.faults.isEmpty()) {
            throw new SettingsFaults(file.toString(), keys.faults);
        }
        return settings;
    }

    /// Reads key after key and collects what is wrong; a faulty value is replaced by a stand-in
    /// that nobody will see.
    private static final class Keys {
        private final Properties properties;
        private final TreeSet<String> unread;
        private final List<String> faults = new ArrayList<>();
        private final Given values = new Given(this::value, UnaryOperator.identity(), faults);

        private Keys(Properties properties) {
            this.properties = properties;
            this.unread = new TreeSet<>(properties.stringPropertyNames());
        }

        private WorkerSettings settings() {
            var settings =
                    new WorkerSettings(
                            url("control-plane.url", "http", "https"),
                            new Secret(
                                    required(
                                            "worker.key",
                                            key -> key.length() >= KEY_LENGTH,
                                            "at least %d characters".formatted(KEY_LENGTH))),
                            id(),
                            pool(),
                            required(
                                    "kafka.bootstrap-servers",
                                    list -> list.matches("[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*"),
                                    "host:port, comma separated"),
                            store(),
                            Path.of(required("work.dir", _ -> true, "a directory")),
                            optional("native.dir", Path::of),
                            values.device("device"),
                            values.number("threads", processors(), 1, 1_024),
                            javaOptions(),
                            values.number("job.memory-mib", 0, 0, 1 << 30),
                            Duration.ofSeconds(values.number("job.hang-seconds", 240, 30, 3_600)),
                            labels(),
                            values.number("health.port", 0, 0, 65_535));
            for (var key : unread) {
                faults.add("%s is not a setting of a worker".formatted(key));
            }
            return settings;
        }

        private StoreSettings store() {
            var url = url("store.url", "file", "s3");
            var endpoint = optional("store.endpoint", Function.identity());
            if (endpoint != null && !hasScheme(endpoint, "http", "https")) {
                faults.add("store.endpoint must be a URL, was \"%s\"".formatted(endpoint));
                endpoint = null;
            }
            var settings =
                    new StoreSettings(
                            url.toString(),
                            endpoint == null ? null : URI.create(endpoint),
                            optional("store.region", Function.identity()),
                            optional("store.access-key", Function.identity()),
                            optional("store.secret-key", Function.identity()));
            boolean keys = settings.accessKey() != null && settings.secretKey() != null;
            if ("s3".equals(url.getScheme()) && !keys) {
                faults.add("an s3 store needs store.access-key and store.secret-key");
            }
            return settings;
        }

        private List<String> javaOptions() {
            var given = optional("job.java-options", Function.identity());
            if (given == null) {
                return List.of();
            }
            var options = List.of(given.split("\\s+"));
            for (var option : options) {
                if (!option.startsWith("-")) {
                    faults.add(
                            "job.java-options must be options of a JVM, each beginning with -, had \"%s\""
                                    .formatted(option));
                }
            }
            return options;
        }

        private String id() {
            return required(
                    "worker.id",
                    id -> id.matches(NAME) && !ClaimRequest.RESERVED.contains(id),
                    "letters, digits, . _ -, and not one of "
                            + String.join(", ", new TreeSet<>(ClaimRequest.RESERVED)));
        }

        private Map<String, String> labels() {
            var labels = new TreeMap<String, String>();
            for (var key : List.copyOf(unread)) {
                if (key.startsWith(LABEL)) {
                    var value = value(key);
                    labels.put(key.substring(LABEL.length()), value == null ? "" : value);
                }
            }
            var all = new TreeMap<>(labels);
            all.putIfAbsent(DEVICE, "");
            faults.addAll(Labels.faults(all));
            return Map.copyOf(labels);
        }

        private String pool() {
            var given = optional("pool", Function.identity());
            var pool = given == null ? "default" : given;
            if (!pool.matches(NAME)) {
                faults.add("pool must be letters, digits, . _ -, was \"%s\"".formatted(pool));
            }
            return pool;
        }

        private @Nullable String value(String key) {
            unread.remove(key);
            var value = properties.getProperty(key);
            return value == null || value.isBlank() ? null : value.strip();
        }

        private String required(String key, Predicate<String> right, String rule) {
            var value = value(key);
            if (value == null) {
                faults.add("%s is missing: %s".formatted(key, rule));
                return "";
            }
            if (!right.test(value)) {
                boolean secret = key.endsWith("key");
                faults.add(
                        "%s must be %s, was %s"
                                .formatted(
                                        key,
                                        rule,
                                        secret
                                                ? value.length() + " characters"
                                                : "\"" + value + "\""));
            }
            return value;
        }

        private <T> @Nullable T optional(String key, Function<String, T> read) {
            var value = value(key);
            return value == null ? null : read.apply(value);
        }

        private URI url(String key, String scheme, String otherScheme) {
            var rule = "a URL that begins with %s: or %s:".formatted(scheme, otherScheme);
            var value = required(key, text -> hasScheme(text, scheme, otherScheme), rule);
            return hasScheme(value, scheme, otherScheme) ? URI.create(value) : URI.create("none:/");
        }

        private static boolean hasScheme(String text, String scheme, String otherScheme) {
            try {
                var found = new URI(text).getScheme();
                return scheme.equals(found) || otherScheme.equals(found);
            } catch (URISyntaxException _) {
                return false;
            }
        }

        private static int processors() {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
