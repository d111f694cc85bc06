package dev.hone.datasets.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HostileCorpusTest {
    /// Of the process that inspects: a file of any size must fit.
    private static final String HEAP = "-Xmx96m";

    private static final long LONGEST_MILLIS = 10_000;

    @TestFactory
    Stream<DynamicTest> everyHostileFileIsATypedFaultWithItsPlaceInASmallHeap() throws Exception {
        var cases = HostileMain.cases();
        var lines = inspected();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(300);
        assertThat(lines).hasSameSizeAs(cases);
        var tests = new ArrayList<DynamicTest>();
        for (int index = 0; index < cases.size(); index++) {
            var one = cases.get(index);
            var line = lines.get(index);
            tests.add(DynamicTest.dynamicTest(one.name(), () -> check(one, line)));
        }
        return tests.stream();
    }

    private static void check(HostileCase one, String line) {
        var parts = line.split("\t", 3);
        assertThat(Long.parseLong(parts[1])).as("ms").isLessThan(LONGEST_MILLIS);
        var place =
                one.line() == null || one.byteOffset() == null
                        ? "\\d+:\\d+"
                        : one.line() + ":" + one.byteOffset();
        assertThat(Arrays.asList(parts[2].split(" ")))
                .as("%s at %s", one.code(), place)
                .anyMatch(found -> found.matches("(%s)@%s".formatted(one.code(), place)));
    }

    /// What the process printed, a line for each case.
    private static List<String> inspected() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostileMain.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            var out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
