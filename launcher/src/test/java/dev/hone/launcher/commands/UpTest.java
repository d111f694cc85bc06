package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.launcher.HoneMain;
import dev.hone.launcher.platform.PlatformState;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hone up` as a process: real PostgreSQL and Kafka around a stand-in for the control plane.
class UpTest {
    private static final long DEADLINE_SECONDS = 90;

    @TempDir Path directory;
    private final List<Process> started = new ArrayList<>();
    private Path root = Path.of("");

    @BeforeEach
    void anInstallation() throws IOException {
        root = directory.resolve("checkout");
        var application = Files.createDirectories(root.resolve("api/target/quarkus-app"));
        var broker = Files.createDirectories(root.resolve("launcher/broker/target/kafka"));
        try (var jars = Files.newDirectoryStream(Path.of("broker/target/kafka"))) {
            for (var jar : jars) {
                Files.copy(jar, broker.resolve(jar.getFileName()));
            }
        }
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeControlPlane.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Path.of("target/test-classes").toAbsolutePath().toUri().toString());
        new JarOutputStream(Files.newOutputStream(application.resolve("quarkus-run.jar")), manifest)
                .close();
    }

    @AfterEach
    void nothingKeepsRunning() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void everyPartSaysReadyTheAddressComesLastAndATerminationStopsAllInOrder() throws Exception {
        var up = hone("up", "--no-worker");
        var lines = linesUntil(up, "Ready in ");
        var state = PlatformState.read(data()).orElseThrow();

        assertThat(lines)
                .anyMatch(line -> line.matches("\\s+PostgreSQL\\s+ready .*"))
                .anyMatch(line -> line.matches("\\s+Kafka\\s+ready .*"))
                .anyMatch(line -> line.matches("\\s+control plane\\s+ready .*"));
        assertThat(lines.getLast()).contains(state.url());
        assertThat(state.parts()).containsOnlyKeys("postgresql", "kafka", "control-plane");

        up.toHandle().destroy(); // Process.destroy() would close its output too
        assertThat(up.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(rest(up).stream().filter(line -> line.endsWith("stopped")).map(String::strip))
                .extracting(line -> line.split("\\s{2,}")[0])
                .map(line -> line.replace(" stopped", ""))
                .containsExactly("control plane", "Kafka", "PostgreSQL");
        assertThat(state.parts().values()).allMatch(child -> child.find().isEmpty());
        assertThat(PlatformState.read(data()).orElseThrow().launcher()).isEmpty();
    }

    @Test
    void aSecondUpIsRefusedWithThePidAndTheFirstGoesOn() throws Exception {
        var first = hone("up", "--no-worker", "--kafka", "127.0.0.1:1");
        linesUntil(first, "Ready in ");

        var second = hone("up", "--no-worker", "--kafka", "127.0.0.1:1");

        assertThat(second.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(errors(second)).contains("already runs with pid " + first.pid());
        assertThat(first.isAlive()).isTrue();
        assertThat(hone("down").waitFor()).isZero();
        assertThat(first.isAlive()).isFalse();
    }

    @Test
    void aGivenPortInUseIsSaidAndNothingIsLeftRunning() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var up = hone("up", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(up.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).isEqualTo(1);
            assertThat(errors(up))
                    .contains("port " + taken.getLocalPort(), "is in use", "--port")
                    .doesNotContain("\tat ");
        }
        assertThat(data().resolve("pg/data")).doesNotExist();
    }

    @Test
    void whatIsNotBuiltIsNamed() throws Exception {
        Files.delete(root.resolve("api/target/quarkus-app/quarkus-run.jar"));

        var up = hone("up", "--no-worker", "--kafka", "127.0.0.1:1");

        assertThat(up.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(errors(up)).contains("quarkus-run.jar is missing", "./mvnw");
        assertThat(PlatformState.read(data()).orElseThrow().parts()).isEmpty();
    }

    @Test
    void aTerminationWhilePartsStillStartLeavesNothing() throws Exception {
        var up = hone("up", "--no-worker");
        var reader = up.inputReader();
        var _ = reader.readLine(); // the heading: parts start now
        up.toHandle().destroy(); // Process.destroy() would close its output too

        assertThat(up.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process ->
                        process.info()
                                .arguments()
                                .map(words -> String.join(" ", words))
                                .orElse("")
                                .contains("-Dhone.data=" + data()));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Process hone(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx128m",
                        "-Dhone.home=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoneMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("HONE_DATA", data().toString());
        builder.redirectError(errorFile(started.size()).toFile());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private Path errorFile(int number) {
        return directory.resolve("errors-" + number);
    }

    private String errors(Process process) throws IOException {
        return Files.readString(errorFile(started.indexOf(process)));
    }

    private List<String> linesUntil(Process process, String text) throws IOException {
        var lines = new ArrayList<String>();
        var reader = process.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return lines;
            }
        }
        throw new AssertionError("ended early: " + lines + errors(process));
    }

    private static List<String> rest(Process process) {
        BufferedReader reader = process.inputReader();
        return reader.lines().toList();
    }
}
