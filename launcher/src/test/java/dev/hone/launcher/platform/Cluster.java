package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A platform as it stands in production: one database, one broker, several control planes and
/// workers, each a process of its own that a test may kill, freeze and start.
///
/// A control plane reaches the database, and a worker its control plane, by the port it is given:
/// there a test may stand in between.
public final class Cluster implements AutoCloseable {
    private static final long NO_MINIMUM = 0;

    private final Installation installation;
    private final Path directory;
    private final Keys keys;
    private final Ports ports;
    private final Member postgresql;
    private final Member kafka;
    private final List<Member> others = new ArrayList<>();

    /// None of its members runs yet.
    public Cluster(Installation installation, Path directory) throws IOException, LaunchException {
        this.installation = installation;
        this.directory = directory;
        this.keys = Keys.loadOrCreate(Files.createDirectories(directory));
        Files.createDirectories(store());
        ports = freePorts();
        var cache = PlatformOptions.defaults(installation, directory).cacheDirectory();
        var database = open("postgresql");
        var password = keys.databasePassword();
        postgresql =
                new Member(
                        "postgresql",
                        new PostgresPart(database, cache, ports.postgresql(), password, _ -> {}),
                        database);
        var broker = open("kafka");
        kafka = new Member("kafka", new KafkaPart(installation, broker, ports, _ -> {}), broker);
    }

    /// A port that nobody listens on.
    public static int freePort() throws LaunchException {
        return freePorts().controlPlane();
    }

    /// @param port where it listens
    /// @param database the port by which it reaches PostgreSQL
    public Member controlPlane(String name, int port, int database)
            throws IOException, LaunchException {
        var data = open(name);
        var reached = new Ports(port, database, ports.kafka(), 0, 0);
        var part = new ControlPlanePart(installation, data, connections(reached));
        return add(new Member(name, part, data));
    }

    /// @param url the port by which it reaches a control plane
    /// @param settings what its file says beside what a platform's own worker is told
    public Member worker(String name, int url, Map<String, String> settings)
            throws IOException, LaunchException {
        var data = open(name);
        var reached = new Ports(url, 0, ports.kafka(), 0, freePort());
        var part = new WorkerPart(installation, data, connections(reached));
        var lines =
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n", "worker.id=" + name + "\n", "\n"));
        var file = data.resolve("work/worker.properties");
        return add(new Member(name, new Told(part, file, lines), data));
    }

    public Member postgresql() {
        return postgresql;
    }

    public Member kafka() {
        return kafka;
    }

    /// Takes everything that the broker has stored; it must not run.
    public void wipeKafka() throws IOException {
        PrivateFiles.deleteTree(directory.resolve("kafka/kafka/data"));
    }

    public int databasePort() {
        return ports.postgresql();
    }

    public String kafkaBootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    public String apiKey() {
        return keys.apiKey();
    }

    /// What workers say who they are with.
    public String workerKey() {
        return keys.workerKey();
    }

    /// Where the objects lie.
    public Path store() {
        return directory.resolve("store");
    }

    public Connection connect() throws SQLException {
        var address = DatabaseAddress.local(ports.postgresql(), keys.databasePassword());
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    @Override
    public void close() {
        for (var member : others.reversed()) {
            member.close();
        }
        kafka.close();
        postgresql.close();
    }

    private Member add(Member member) {
        others.add(member);
        return member;
    }

    private Connections connections(Ports reached) {
        return new Connections(
                reached,
                keys,
                DatabaseAddress.local(reached.postgresql(), keys.databasePassword()),
                kafkaBootstrapServers(),
                new Connections.ObjectStoreAddress(PlatformOptions.Store.directory(store())));
    }

    private DataDirectory open(String member) throws LaunchException {
        return DataDirectory.open(directory.resolve(member), NO_MINIMUM);
    }

    private static Ports freePorts() throws LaunchException {
        return Ports.choose(Ports.Wanted.ANY, Ports.NONE, Set.of(), RandomGenerator.getDefault());
    }

    /// A part whose settings file says more; of two lines with one key the later counts.
    private record Told(Part part, Path file, String lines) implements Part {
        @Override
        public PartName name() {
            return part.name();
        }

        @Override
        public String address() {
            return part.address();
        }

        @Override
        public void prepare() throws IOException, InterruptedException, LaunchException {
            part.prepare();
            Files.writeString(file, lines, StandardOpenOption.APPEND);
        }

        @Override
        public List<String> command() throws LaunchException {
            return part.command();
        }

        @Override
        public boolean ready(ProcessHandle process) {
            return part.ready(process);
        }

        @Override
        public Duration readyWithin() {
            return part.readyWithin();
        }

        @Override
        public Duration stopWithin() {
            return part.stopWithin();
        }
    }
}
