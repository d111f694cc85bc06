package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.trainer.device.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSettingsTest {
    private static final String REQUIRED =
            """
            control-plane.url=http://127.0.0.1:8080
            worker.key=0123456789abcdef0123456789abcdef
            worker.id=worker-1
            kafka.bootstrap-servers=127.0.0.1:9092
            store.url=file:///var/lib/hone/store
            work.dir=/var/lib/hone/work
            """;

    @TempDir private Path directory = Path.of("");

    @Test
    void whatIsNotGivenHasADefault() throws IOException {
        var settings = WorkerSettings.read(file(REQUIRED));

        assertThat(settings.pool()).isEqualTo("default");
        assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.device()).isEqualTo(DeviceChoice.AUTO);
        assertThat(settings.healthPort()).isZero();
        assertThat(settings.memoryMebibytes()).isZero();
        assertThat(settings.hang()).isEqualTo(Duration.ofMinutes(4));
        assertThat(settings.nativeDir()).isNull();
        assertThat(settings.store().endpoint()).isNull();
    }

    @Test
    void everyKeyReachesItsSetting() throws IOException {
        var settings =
                WorkerSettings.read(
                        file(
                                REQUIRED
                                        + """
                                        pool=gpu
                                        threads=3
                                        device=cuda
                                        job.memory-mib=700
                                        job.hang-seconds=60
                                        health.port=8081
                                        labels.region=eu
                                        labels.rack=7 b
                                        native.dir=/opt/native
                                        store.endpoint=http://127.0.0.1:9000
                                        store.region=eu-central-1
                                        store.access-key=a
                                        store.secret-key=b
                                        """));

        assertThat(settings.controlPlane()).hasToString("http://127.0.0.1:8080");
        assertThat(settings.key().value()).hasSize(32);
        assertThat(settings.id()).isEqualTo("worker-1");
        assertThat(settings.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.workDir()).isEqualTo(Path.of("/var/lib/hone/work"));
        assertThat(settings.pool()).isEqualTo("gpu");
        assertThat(settings.device()).isEqualTo(DeviceChoice.CUDA);
        assertThat(settings.threads()).isEqualTo(3);
        assertThat(settings.memoryMebibytes()).isEqualTo(700);
        assertThat(settings.hang()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.healthPort()).isEqualTo(8081);
        assertThat(settings.labels()).isEqualTo(Map.of("region", "eu", "rack", "7 b"));
        assertThat(settings.nativeDir()).isEqualTo(Path.of("/opt/native"));
        assertThat(settings.store().region()).isEqualTo("eu-central-1");
        assertThat(settings.store().secretKey()).isEqualTo("b");
    }

    @Test
    void allFaultsAreToldTogether() throws IOException {
        var broken =
                file(
                        """
                        control-plane.url=ftp://hone
                        worker.key=short
                        worker.id=a b
                        pool=a/b
                        kafka.bootstrap-servers=localhost
                        store.url=s3://bucket/hone
                        store.access-key=a
                        threads=0
                        job.memory-mib=2GiB
                        job.hang-seconds=29
                        health.port=http
                        labels.Region=eu
                        labels.site=%s
                        lease=30s
                        """
                                .formatted("x".repeat(65)));

        var faults = catchThrowableOfType(SettingsFaults.class, () -> WorkerSettings.read(broken));

        assertThat(faults.faults())
                .containsExactly(
                        "control-plane.url must be a URL that begins with http: or https:, was"
                                + " \"ftp://hone\"",
                        "worker.key must be at least 32 characters, was 5 characters",
                        "worker.id must be letters, digits, . _ -, and not one of claims, registrations,"
                                + " was \"a b\"",
                        "pool must be letters, digits, . _ -, was \"a/b\"",
                        "kafka.bootstrap-servers must be host:port, comma separated, was"
                                + " \"localhost\"",
                        "an s3 store needs store.access-key and store.secret-key",
                        "work.dir is missing: a directory",
                        "threads must be 1–1024, was \"0\"",
                        "job.memory-mib must be 0–1073741824, was \"2GiB\"",
                        "job.hang-seconds must be 30–3600, was \"29\"",
                        "a label's name must be 1–32 of a–z, 0–9 and -, was \"Region\"",
                        "label site must have at most 64 characters, has 65",
                        "health.port must be 0–65535, was \"http\"",
                        "lease is not a setting of a worker");
    }

    @Test
    void aWordOfTheProtocolIsNoName() throws IOException {
        var reserved = file(REQUIRED.replace("worker.id=worker-1", "worker.id=claims"));

        var faults =
                catchThrowableOfType(SettingsFaults.class, () -> WorkerSettings.read(reserved));

        assertThat(faults.faults()).singleElement().asString().contains("was \"claims\"");
    }

    @Test
    void aKeyNeverShowsInText() throws IOException {
        var settings = WorkerSettings.read(file(REQUIRED));

        assertThat(settings.toString()).doesNotContain("0123456789abcdef");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("worker.properties"), text);
    }
}
