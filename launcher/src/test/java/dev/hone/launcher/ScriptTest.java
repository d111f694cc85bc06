package dev.hone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `./hone` in a directory that looks like a checkout, with JDKs that only say who they
/// are.
class ScriptTest {
    @TempDir Path directory;
    private Path checkout = Path.of("");
    private Path jvms = Path.of("");

    @BeforeEach
    void aCheckoutWithAFakeBuild() throws IOException {
        checkout = Files.createDirectories(directory.resolve("checkout"));
        jvms = Files.createDirectories(directory.resolve("jvms"));
        Files.copy(
                Path.of("../hone").toAbsolutePath().normalize(),
                checkout.resolve("hone"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve("launcher/src/main"));
        Files.writeString(checkout.resolve("launcher/src/main/Main.java"), "class Main {}");
        Files.writeString(checkout.resolve("launcher/pom.xml"), "<project/>");
        executable(
                checkout.resolve("mvnw"),
                """
                echo "mvnw $* with $JAVA_HOME" >> "$(dirname "$0")/builds"
                [ ! -e "$(dirname "$0")/broken" ] || { echo "Main.java:1: cannot find symbol"; exit 1; }
                mkdir -p api/target/quarkus-app trainer/target/lib launcher/target/lib launcher/broker/target/kafka
                touch api/target/quarkus-app/quarkus-run.jar
                """);
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        jdk("java-17", "17.0.12");

        var result = hone(Map.of(), "version");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output())
                .contains("no JDK 25 or newer", "openjdk-25-jdk", "Temurin 25", "JAVA_HOME");
        assertThat(checkout.resolve("builds")).doesNotExist();
    }

    @Test
    void itTakesAJdkFromTheUsualDirectoryWhenTheDefaultIsTooOld() throws Exception {
        var old = jdk("java-17", "17.0.12");
        var right = jdk("temurin-25", "25.0.3");

        var result = hone(Map.of("JAVA_HOME", old.toString()), "version");

        assertThat(result.output()).contains("java of " + right);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aReleaseFileIsNotNeeded() throws Exception {
        var right = jdk("custom", "26.0.1");
        Files.delete(right.resolve("release"));

        assertThat(hone(Map.of(), "version").output()).contains("java of " + right);
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(jdk("jre-25", "25.0.3").resolve("bin/javac"));

        assertThat(hone(Map.of(), "version").output()).contains("no JDK 25");
    }

    @Test
    void anUnfitHoneJavaHomeIsNamedRatherThanPassedOver() throws Exception {
        var old = jdk("java-21", "21.0.2");
        jdk("temurin-25", "25.0.3");

        var result = hone(Map.of("HONE_JAVA_HOME", old.toString()), "version");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("HONE_JAVA_HOME is " + old, "found version 21");
    }

    @Test
    void itBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        jdk("temurin-25", "25.0.3");

        var first = hone(Map.of(), "version");
        var second = hone(Map.of(), "version");
        var source = checkout.resolve("launcher/src/main/Main.java");
        Files.setLastModifiedTime(
                source,
                java.nio.file.attribute.FileTime.fromMillis(
                        Files.getLastModifiedTime(checkout.resolve("target/hone-built")).toMillis()
                                + 2_000));
        var third = hone(Map.of(), "version");

        assertThat(first.output()).contains("building (first time takes a few minutes)");
        assertThat(second.output()).doesNotContain("building");
        assertThat(third.output()).contains("building");
        assertThat(Files.readAllLines(checkout.resolve("builds"))).hasSize(2);
    }

    @Test
    void aFailedBuildShowsItsOutputAndIsTriedAgain() throws Exception {
        jdk("temurin-25", "25.0.3");
        Files.createFile(checkout.resolve("broken"));

        var failed = hone(Map.of(), "version");
        Files.delete(checkout.resolve("broken"));
        var mended = hone(Map.of(), "version");

        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output()).contains("cannot find symbol", "the build failed");
        assertThat(mended.exitCode()).isZero();
    }

    @Test
    void testRunsAllTestsWithTheJdkItFound() throws Exception {
        var right = jdk("temurin-25", "25.0.3");

        hone(Map.of(), "test");

        assertThat(Files.readString(checkout.resolve("builds")))
                .contains("-B verify", "with " + right);
    }

    @Test
    void itWorksThroughASymbolicLinkFromAnotherDirectory() throws Exception {
        jdk("temurin-25", "25.0.3");
        var link = Files.createSymbolicLink(directory.resolve("link"), checkout.resolve("hone"));

        var result = run(link, Map.of(), "version");

        assertThat(result.output()).contains("-Dhone.home=" + checkout.toRealPath());
    }

    record Result(int exitCode, String output) {}

    private Result hone(Map<String, String> variables, String... arguments) throws Exception {
        return run(checkout.resolve("hone"), variables, arguments);
    }

    private Result run(Path script, Map<String, String> variables, String... arguments)
            throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(script.toString());
        command.addAll(java.util.List.of(arguments));
        var output = Files.createTempFile(directory, "output", ".txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        var environment = new HashMap<>(variables);
        environment.put("PATH", pathWithoutJava());
        environment.put("HONE_JVM_DIRECTORY", jvms.toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

    /// The programs of the system that the script uses, and no java.
    private String pathWithoutJava() throws IOException {
        var bin = Files.createDirectories(directory.resolve("bin"));
        for (var program :
                new String[] {
                    "sh",
                    "sed",
                    "head",
                    "readlink",
                    "dirname",
                    "find",
                    "mkdir",
                    "mv",
                    "cat",
                    "cut",
                    "stty",
                    "flock",
                    "touch"
                }) {
            for (var parent : new String[] {"/usr/bin", "/bin"}) {
                var target = Path.of(parent, program);
                if (Files.exists(target) && Files.notExists(bin.resolve(program))) {
                    executable(bin.resolve(program), "exec " + target + " \"$@\"\n");
                }
            }
        }
        return bin.toString();
    }

    private Path jdk(String name, String version) throws IOException {
        var home = Files.createDirectories(jvms.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(
                home.resolve("bin/java"),
                "[ \"$1\" != -version ] || { echo 'openjdk version \""
                        + version
                        + "\" 2026-01-01' >&2; exit; }\n"
                        + "echo \"java of "
                        + home
                        + ": $*\"\n");
        executable(home.resolve("bin/javac"), "exit 0\n");
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
