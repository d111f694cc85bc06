package dev.hone.launcher.platform;

import static dev.hone.launcher.platform.PlatformFixture.POSTGRESQL;
import static dev.hone.launcher.platform.PlatformFixture.execute;
import static dev.hone.launcher.platform.PlatformFixture.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @TempDir Path directory;

    @Test
    void aSecondLauncherOnTheSameDirectoryIsRefusedWithThePidOfTheFirst() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var _ = fixture.start(Set.of())) {
            assertThatThrownBy(() -> fixture.start(Set.of()))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining(directory.toString());
        }
        fixture.start(Set.of()).close();
    }

    @Test
    void aPortInUseIsNamedWithItsOwner() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            var options =
                    new PlatformFixture(directory)
                            .options(POSTGRESQL)
                            .withPorts(
                                    new Ports.Wanted(
                                            OptionalInt.empty(),
                                            OptionalInt.of(port),
                                            OptionalInt.empty()));

            assertThatThrownBy(() -> Platform.start(options, _ -> {}))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("port " + port + " for PostgreSQL is in use")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("--postgres-port");
        }
    }

    @Test
    void afterAKillOfTheLauncherAloneTheNextOneTakesOverTheOrphans() throws Exception {
        var launcher = LauncherProcess.start(directory);
        var orphan = child(PartName.POSTGRESQL);
        launcher.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        var fixture = new PlatformFixture(directory);
        try (var platform = fixture.start(POSTGRESQL)) {
            assertThat(query(platform, "select 1")).isEqualTo("1");
        }

        assertThat(orphan.isAlive()).isFalse();
        assertThat(fixture.events).anyMatch(PlatformEvent.FoundLeftover.class::isInstance);
    }

    @Test
    void orphansAreFoundByTheirCommandLineWhenNothingWasWrittenDown() throws Exception {
        var launcher = LauncherProcess.start(directory);
        var orphan = child(PartName.POSTGRESQL);
        launcher.destroyForcibly().waitFor();
        Files.delete(directory.resolve("platform.json"));

        new PlatformFixture(directory).start(POSTGRESQL).close();

        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void afterAKillOfEverythingTheNextStartContinues() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var first = fixture.start(POSTGRESQL)) {
            execute(first, "create table kept as select 42 as answer");
        }
        var launcher = LauncherProcess.start(directory);
        var postmaster = child(PartName.POSTGRESQL);
        launcher.destroyForcibly().waitFor();
        postmaster.destroyForcibly();
        postmaster.onExit().join();

        try (var second = fixture.start(POSTGRESQL)) {
            assertThat(query(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void anOrdinaryUserRunsItToo() throws Exception {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "only root can become another user");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        var launcher =
                LauncherProcess.start(
                        directory.resolve("data"),
                        LauncherProcess.publicClassPath(directory.resolve("classes")),
                        AS_NOBODY);
        try {
            var state = PlatformState.read(directory.resolve("data")).orElseThrow();
            assertThat(state.parts()).containsKey("postgresql");
        } finally {
            launcher.destroyForcibly().waitFor();
            new PlatformFixture(directory.resolve("data")).start(Set.of()).close();
        }
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws Exception {
        var file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new PlatformFixture(file).start(Set.of()))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data");
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingStarts() {
        var options =
                new PlatformFixture(directory).options(POSTGRESQL).withMinimumFreeBytes(1L << 60);

        assertThatThrownBy(() -> Platform.start(options, _ -> {}))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("MiB are free")
                .hasMessageContaining(directory.toString());
        assertThat(directory.resolve("pg")).doesNotExist();
    }

    @Test
    void aPartThatEndsAgainAndAgainIsGivenUpWithTheEndOfItsLog() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var platform = fixture.start(POSTGRESQL)) {
            // a file where a setting belongs: from now on it refuses to start
            Files.writeString(directory.resolve("pg/data/postgresql.conf"), "nonsense = yes\n");
            PlatformFixture.kill(platform, PartName.POSTGRESQL);

            assertThat(platform.awaitEnd()).isFalse();
        }
        assertThat(fixture.events)
                .anySatisfy(event -> {
                    assertThat(event).isInstanceOf(PlatformEvent.GaveUp.class);
                    assertThat(((PlatformEvent.GaveUp) event).lastLines().toString())
                            .contains("nonsense");
                });
    }

    @Test
    void keysAreMadeOnceAndKeptPrivate() throws Exception {
        var fixture = new PlatformFixture(directory);
        String first;
        try (var platform = fixture.start(Set.of())) {
            first = platform.keys().apiKey();
        }
        try (var platform = fixture.start(Set.of())) {
            assertThat(platform.keys().apiKey()).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("keys")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void portsStayTheSameFromStartToStart() throws Exception {
        var fixture = new PlatformFixture(directory);
        String first;
        try (var platform = fixture.start(Set.of())) {
            first = platform.url();
        }
        try (var platform = fixture.start(Set.of())) {
            assertThat(platform.url()).isEqualTo(first);
        }
    }

    private ProcessHandle child(PartName part) {
        return PlatformState.read(directory)
                .map(PlatformState::parts)
                .map(parts -> parts.get(part.id()))
                .flatMap(PlatformState.Child::find)
                .orElseThrow();
    }
}
