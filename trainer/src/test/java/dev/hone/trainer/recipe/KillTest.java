package dev.hone.trainer.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Real processes, killed at random moments: while they start, within a step, while they write a
/// checkpoint. `./hone test -pl trainer -am -Dtest=KillTest -Dhone.kills=200
/// -Dsurefire.failIfNoSpecifiedTests=false` is the long run, `-Dhone.seed=…` repeats one.
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final int KILLS = Integer.getInteger("hone.kills", 4);
    private static final int FOR_EVER = Integer.MAX_VALUE;
    private static final int SIGKILL = 128 + 9;
    private static final long SEED = Long.getLong("hone.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final Map<String, Integer> killsAfter = new TreeMap<>();
    private int kills;
    private int lines;
    private long nanosPerLine;

    @TempDir private Path directory;

    @Test
    void aRunKilledAtAnyMomentEndsWithTheSameAdapter() throws Exception {
        var whole = directory.resolve("whole");
        long start = System.nanoTime();
        assertThat(wasKilled(whole, FOR_EVER)).isFalse();
        nanosPerLine = (System.nanoTime() - start) / lines;
        int linesOfAll = lines;
        var expected = digest(whole);

        int runs = 0;
        while (kills < KILLS) {
            var run = directory.resolve("run-" + ++runs);
            while (wasKilled(run, kills < KILLS ? random.nextInt(linesOfAll / 3) : FOR_EVER)) {
                kills++;
            }
            assertThat(digest(run)).as("run %d with seed %d", runs, SEED).isEqualTo(expected);
        }
        LOG.atInfo()
                .addKeyValue("seed", SEED)
                .addKeyValue("kills", kills)
                .addKeyValue("runs", runs)
                .addKeyValue("adapter", expected)
                .addKeyValue("after", killsAfter)
                .log("every run ended with the adapter of the run that was never killed");
    }

    /// Starts the run's next process and kills it, a moment after it said so many lines.
    ///
    /// @return false when it came to its end before that
    private boolean wasKilled(Path run, int linesToLive) throws IOException, InterruptedException {
        var log = directory.resolve("log");
        var process = start(run, log);
        try (var said = new BufferedReader(process.inputReader(UTF_8))) {
            var last = "start";
            for (lines = 0; lines < linesToLive; lines++) {
                var line = said.readLine();
                if (line == null) {
                    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
                    return false;
                }
                last = line.split(" ", 2)[0];
            }
            // not to wait for anything: any moment is as good
            LockSupport.parkNanos((long) (random.nextDouble() * 2 * nanosPerLine));
            process.destroyForcibly();
            int exitCode = process.waitFor();
            if (exitCode == 0) {
                return false;
            }
            assertThat(exitCode).as(Files.readString(log)).isEqualTo(SIGKILL);
            killsAfter.merge(last, 1, Integer::sum);
            return true;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Path run, Path log) throws IOException {
        // Surefire may put the class path into a manifest; this is where it tells the real one
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-cp",
                        classPath,
                        KeptRun.class.getName(),
                        run.toString());
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    private static String digest(Path run) throws IOException, NoSuchAlgorithmException {
        var bytes =
                Files.readAllBytes(
                        run.resolve(KeptRun.ADAPTER).resolve("adapter_model.safetensors"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
