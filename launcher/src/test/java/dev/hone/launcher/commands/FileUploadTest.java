package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUploadTest {
    private static final int PART = 1_000;

    @TempDir Path directory;

    private PartServer server = newServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] content = new byte[10 * PART + 500];
    private Path file = Path.of("");

    @BeforeEach
    void aFileOfElevenParts() throws IOException {
        new Random(7).nextBytes(content);
        file = Files.write(directory.resolve("big.bin"), content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLargeFileGoesInParts() throws IOException {
        assertThat(send(0).path("id").asText()).isEqualTo("file-1");

        assertThat(server.file()).isEqualTo(content);
        assertThat(server.partsTaken()).isEqualTo(11);
    }

    @Test
    void aServerThatIsAwayForAMomentIsWaitedFor() throws IOException {
        server.failNext(2);

        send(2);

        assertThat(server.file()).isEqualTo(content);
        assertThat(server.partsTaken()).isEqualTo(11);
        assertThat(text()).contains("trying again in 1 ms");
    }

    @Test
    void anInterruptedUploadGoesOnWhereItStopped() throws IOException {
        // given
        server.dieAfter(4);
        assertThatThrownBy(() -> send(1)).isInstanceOf(ClientException.Unreachable.class);
        assertThat(text()).contains("the same command goes on", "hone files upload " + file);
        server.live();

        // when
        send(0);

        // then
        assertThat(text()).contains("going on with upload_0: 4 of 11 parts have arrived");
        assertThat(server.file()).isEqualTo(content);
        assertThat(server.partsTaken()).isEqualTo(11);
        assertThat(server.uploads()).isEqualTo(1);
    }

    @Test
    void anotherFileOfThatNameAndLengthBeginsAnew() throws IOException {
        // given
        server.dieAfter(4);
        assertThatThrownBy(() -> send(0)).isInstanceOf(ClientException.Unreachable.class);
        server.live();
        content[0]++;
        Files.write(file, content);

        // when
        send(0);

        // then
        assertThat(server.file()).isEqualTo(content);
        assertThat(server.uploads()).isEqualTo(2);
    }

    @Test
    void aFileThatHasChangedFurtherBehindBeginsAnewToo() throws IOException {
        // given
        server.dieAfter(4);
        assertThatThrownBy(() -> send(0)).isInstanceOf(ClientException.Unreachable.class);
        server.live();
        content[3 * PART]++;
        Files.write(file, content);

        // when
        send(0);

        // then
        assertThat(text()).contains("big.bin has changed since; beginning anew");
        assertThat(server.file()).isEqualTo(content);
    }

    @Test
    void aTerminalShowsBytesAndTheEnd() throws IOException {
        var screen =
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 100, false, "");
        try (var client = new HoneClient(server.url(), FakeHone.KEY)) {
            new FileUpload(PART, PART, List.of()).send(client, screen, file, "user_data");
        }

        assertThat(text()).contains("10.3 KiB of 10.3 KiB  checking rows", "100%");
    }

    private com.fasterxml.jackson.databind.JsonNode send(int repetitions) throws IOException {
        var people = Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8));
        var pauses = java.util.Collections.nCopies(repetitions, Duration.ofMillis(1));
        try (var client = new HoneClient(server.url(), FakeHone.KEY)) {
            return new FileUpload(PART, PART, pauses).send(client, people, file, "user_data");
        }
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PartServer newServer() {
        try {
            return new PartServer();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
