package dev.hone.orchestrator.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.DatasetFormat;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportsTest extends PlatformTest {
    private static final String ROWS = Fixtures.ROW + "nonsense\n";

    @Inject Files files;
    @Inject ObjectStore store;

    @Test
    void aFileFromElsewhereIsReceivedAsAnUploadIs() throws IOException {
        try (var server = serving(ROWS)) {
            var file =
                    imports(server, "localhost:" + server.port())
                            .receive(
                                    Fixtures.PROJECT,
                                    request(
                                            "http://localhost:%d/sets/train.jsonl?v=2"
                                                    .formatted(server.port())));

            assertThat(file.filename()).isEqualTo("train.jsonl");
            var plain = fixtures.dataset(ROWS);
            assertThat(file.object()).isEqualTo(plain.object());
            assertThat(file.report()).isEqualTo(plain.report());
            assertThat(Objects.requireNonNull(file.report()).usableRows()).isEqualTo(1);
        }
    }

    @Test
    void anImportIsUnderTheQuota() throws IOException {
        fixtures.rows().run("UPDATE projects SET file_bytes_limit = 10");
        try (var server = serving(ROWS)) {
            var imports = imports(server, "localhost:" + server.port());
            var request = request("http://localhost:%d/a".formatted(server.port()));

            assertThatThrownBy(() -> imports.receive(Fixtures.PROJECT, request))
                    .hasMessageContaining(
                            "10 more would fit, this needs at least " + ROWS.length());
        }
        assertThat(store.list("uploads/")).isEmpty();
        assertThat(fixtures.rows().count("SELECT count(*) FROM reservations")).isZero();
    }

    @Test
    void anImportThatBreaksOffLeavesNothing() throws IOException {
        var half = Listener.text("HTTP/1.1 200 OK\r\nContent-Length: 1000", ROWS);
        try (var server = Listener.on("127.0.0.1", half)) {
            var imports = imports(server, "localhost:" + server.port());
            var request = request("http://localhost:%d/a".formatted(server.port()));

            assertThatThrownBy(() -> imports.receive(Fixtures.PROJECT, request))
                    .hasMessageContaining("The connection failed");
        }
        assertThat(store.list("uploads/")).isEmpty();
        assertThat(fixtures.rows().count("SELECT count(*) FROM files")).isZero();
    }

    @Test
    void anObjectOfAnAllowedBucketIsReadWithTheCredentialsForImports() throws IOException {
        try (var server = serving(ROWS)) {
            var file =
                    imports(server, "s3://training")
                            .receive(Fixtures.PROJECT, request("s3://training/sets/train.jsonl"));

            assertThat(file.filename()).isEqualTo("train.jsonl");
            assertThat(file.bytes()).isEqualTo(ROWS.length());
            assertThat(server.lastRequest())
                    .startsWith("GET /training/sets/train.jsonl ")
                    .contains("Credential=import-key/");
            assertThatThrownBy(() ->
                            imports(server, "s3://training")
                                    .receive(Fixtures.PROJECT, request("s3://other/a")))
                    .hasMessageContaining("s3://other");
        }
    }

    private static Listener serving(String content) throws IOException {
        return Listener.on(
                "127.0.0.1",
                Listener.text(
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                                + content.length(),
                        content));
    }

    private Imports imports(Listener server, String... allowed) {
        return new Imports(files, new Config(List.of(allowed), server.port()));
    }

    private static ImportRequest request(String url) {
        return new ImportRequest(url, "fine-tune", null, DatasetFormat.DETECT, null);
    }

    private record Config(List<String> names, int s3Port) implements ImportsConfig {
        @Override
        public Optional<List<String>> allowed() {
            return Optional.of(names);
        }

        @Override
        public Optional<List<String>> allowedAddresses() {
            return Optional.of(List.of("127.0.0.0/8", "::1/128"));
        }

        @Override
        public MemorySize bytes() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }

        @Override
        public Duration total() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration connect() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration stalled() {
            return Duration.ofSeconds(5);
        }

        @Override
        public S3 s3() {
            return new Credentials(s3Port);
        }
    }

    private record Credentials(int port) implements ImportsConfig.S3 {
        @Override
        public Optional<URI> endpoint() {
            return Optional.of(URI.create("http://127.0.0.1:" + port));
        }

        @Override
        public Optional<String> region() {
            return Optional.empty();
        }

        @Override
        public Optional<String> accessKey() {
            return Optional.of("import-key");
        }

        @Override
        public Optional<String> secretKey() {
            return Optional.of("import-secret");
        }
    }
}
