package dev.hone.launcher.commands;

import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The command line against a scripted Hone.
abstract class CommandsFixture {
    static final String JOB =
            """
            {"id":"ftjob-1","object":"fine_tuning.job","status":"%s","model":"hone-nano",
             "fine_tuned_model":%s,"created_at":1795000000,"error":%s,
             "x_hone":{"state":"%s","step":%d,"total_steps":40,"loss":1.25,"tokens_per_second":1234.5,"seconds_left":12}}
            """;

    @TempDir Path directory;
    FakeHone hone = newFake();

    record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void rows() throws IOException {
        Files.writeString(directory.resolve("train.jsonl"), "{\"messages\":[]}\n");
    }

    @AfterEach
    void stop() {
        hone.close();
    }

    Result submit(String... more) {
        var arguments =
                new String[] {
                    "submit",
                    "--model",
                    "hone-nano",
                    "--data",
                    directory.resolve("train.jsonl").toString()
                };
        var all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    Result run(String... arguments) {
        return run(Map.of("HONE_URL", hone.url(), "HONE_API_KEY", FakeHone.KEY), arguments);
    }

    Result run(Map<String, String> variables, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        new HashMap<>(variables),
                        directory,
                        Installation.at(Path.of("..")),
                        Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                        Terminal.plain(new PrintStream(err, true, StandardCharsets.UTF_8)));
        var exitCode = HoneCommand.run(surroundings, arguments);
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    static String job(String status, String model, String state, int step) {
        return JOB.formatted(status, model, "null", state, step);
    }

    static String page(String object, boolean more) {
        return "{\"object\":\"list\",\"data\":[" + object + "],\"has_more\":" + more + "}";
    }

    private static FakeHone newFake() {
        try {
            return new FakeHone();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
