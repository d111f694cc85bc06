package dev.hone.launcher.platform;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/// The control plane: the Quarkus application, told everything by a file that only its owner reads.
final class ControlPlanePart implements Part {
    private static final int HEAP_MEBIBYTES = 384;

    private final Installation installation;
    private final DataDirectory data;
    private final Connections connections;

    ControlPlanePart(Installation installation, DataDirectory data, Connections connections) {
        this.installation = installation;
        this.data = data;
        this.connections = connections;
    }

    @Override
    public PartName name() {
        return PartName.CONTROL_PLANE;
    }

    @Override
    public String address() {
        return connections.url();
    }

    @Override
    public void prepare() throws IOException, LaunchException {
        installation.check(List.of(installation.controlPlaneJar()));
        var settings = new Properties();
        settings.setProperty("quarkus.http.host", "127.0.0.1");
        settings.setProperty(
                "quarkus.http.port", String.valueOf(connections.ports().controlPlane()));
        settings.setProperty("quarkus.datasource.jdbc.url", connections.database().jdbcUrl());
        settings.setProperty("quarkus.datasource.username", connections.database().user());
        settings.setProperty("quarkus.datasource.password", connections.database().password());
        settings.setProperty("hone.kafka.bootstrap-servers", connections.kafka());
        settings.setProperty("kafka.bootstrap.servers", connections.kafka());
        settings.setProperty("hone.auth.api-key", connections.keys().apiKey());
        settings.setProperty("hone.auth.worker-key", connections.keys().workerKey());
        settings.setProperty("quarkus.log.console.color", "false");
        connections.store().describe("hone.store.", settings);
        write(configuration(), settings);
    }

    /// A properties file has its own rules for escapes, so it is left to `Properties` to write it.
    static void write(Path file, Properties settings) throws IOException {
        var text = new StringWriter();
        settings.store(text, "written by `hone up` at each start");
        PrivateFiles.write(file, text.toString());
    }

    @Override
    public List<String> command() {
        return Commands.java(
                installation,
                data.path(),
                HEAP_MEBIBYTES,
                List.of(
                        "-Dquarkus.config.locations=" + configuration().toUri(),
                        "-jar",
                        installation.controlPlaneJar().toString()));
    }

    @Override
    public boolean ready(ProcessHandle process) {
        return HttpProbe.answers(connections.url() + "/q/health/ready");
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(15);
    }

    private Path configuration() {
        return data.resolve("work/control-plane.properties");
    }
}
