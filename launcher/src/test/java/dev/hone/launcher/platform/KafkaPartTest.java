package dev.hone.launcher.platform;

import static dev.hone.launcher.platform.PlatformFixture.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPartTest {
    @TempDir Path directory;

    @Test
    void recordsOutliveAKillAndAChangeOfPorts() throws Exception {
        var fixture = new PlatformFixture(directory);
        try (var platform = fixture.start(KAFKA)) {
            PlatformFixture.send(platform, "kept", "one");

            PlatformFixture.kill(platform, PartName.KAFKA);

            Await.until(
                    "Kafka is ready again",
                    () ->
                            fixture.events.stream()
                                    .anyMatch(event ->
                                            event instanceof PlatformEvent.Ready ready
                                                    && ready.again()));
            PlatformFixture.send(platform, "kept", "two");
        }

        var otherPort = freePort();
        var options =
                fixture.options(KAFKA)
                        .withPorts(
                                new Ports.Wanted(
                                        OptionalInt.empty(),
                                        OptionalInt.empty(),
                                        OptionalInt.of(otherPort)));
        try (var platform = Platform.start(options, fixture.events::add)) {
            assertThat(platform.kafkaBootstrapServers()).isEqualTo("127.0.0.1:" + otherPort);
            assertThat(PlatformFixture.read(platform, "kept", 2)).containsExactly("one", "two");
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
