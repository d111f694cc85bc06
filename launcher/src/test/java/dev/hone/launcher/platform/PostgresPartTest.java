package dev.hone.launcher.platform;

import static dev.hone.launcher.platform.PlatformFixture.POSTGRESQL;
import static dev.hone.launcher.platform.PlatformFixture.execute;
import static dev.hone.launcher.platform.PlatformFixture.kill;
import static dev.hone.launcher.platform.PlatformFixture.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartTest {
    @TempDir Path directory;

    @Test
    void rowsOutliveAStopAndAStart() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var first = fixture.start(POSTGRESQL)) {
            execute(first, "create table kept as select 42 as answer");
        }

        try (var second = fixture.start(POSTGRESQL)) {
            assertThat(query(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aKilledPostmasterIsStartedAgainWithItsRows() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var platform = fixture.start(POSTGRESQL)) {
            execute(platform, "create table kept as select 42 as answer");

            kill(platform, PartName.POSTGRESQL);

            Await.until("PostgreSQL answers again", () -> PlatformFixture.answers(platform));
            assertThat(query(platform, "select answer from kept")).isEqualTo("42");
            assertThat(fixture.events).anyMatch(PlatformEvent.Died.class::isInstance);
        }
    }

    @Test
    void itKeepsItsPromisesOnDurabilityAndAccess() throws Exception {
        try (var platform = new PlatformFixture(directory).start(POSTGRESQL)) {
            assertThat(query(platform, "show fsync")).isEqualTo("on");
            assertThat(query(platform, "show data_checksums")).isEqualTo("on");
            assertThat(query(platform, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(platform, "show server_version")).isEqualTo(PostgresPart.VERSION);
            var url = platform.database().jdbcUrl();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "hone", "guess").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void aHalfMadeDatabaseDirectoryIsMadeAgain() throws Exception {
        var leftover = Files.createDirectories(directory.resolve("pg/data.new/base"));
        Files.writeString(leftover.resolve("torn"), "torn");

        try (var platform = new PlatformFixture(directory).start(POSTGRESQL)) {
            assertThat(query(platform, "select current_database()")).isEqualTo("hone");
            assertThat(directory.resolve("pg/data.new")).doesNotExist();
            assertThat(directory.resolve("pg/password")).doesNotExist();
        }
    }

    @Test
    void aDirectoryBehindAClosedOneWorksForRootToo() throws Exception {
        var closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(
                closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));

        try (var platform = new PlatformFixture(closed.resolve("data")).start(POSTGRESQL)) {
            assertThat(query(platform, "select 1")).isEqualTo("1");
        }
    }
}
