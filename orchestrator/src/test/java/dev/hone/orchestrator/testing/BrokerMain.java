package dev.hone.orchestrator.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/// The child process that is a broker. It formats its log directory on the first start, and ends
/// when its parent does.
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        var properties = arguments[0];
        var logs = Path.of(arguments[1]);
        endWithParent();
        if (!Files.exists(logs.resolve("meta.properties"))) {
            StorageTool.execute(
                    new String[] {"format", "-t", arguments[2], "-c", properties, "--standalone"},
                    new PrintStream(System.out, true, StandardCharsets.UTF_8));
        }
        Kafka.main(new String[] {properties});
    }

    private static void endWithParent() {
        Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(() -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes; only the end of the pipe counts.
                        }
                    } catch (IOException _) {
                        // A broken pipe says the same.
                    }
                    Runtime.getRuntime().halt(0);
                });
    }
}
