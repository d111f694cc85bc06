package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TensorsTest {
    private static final List<String> NEEDED = List.of("avx512bw", "avx512vl", "avx512dq");

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void productsOfBfloat16AreFastWhereTheProcessorHasTheInstructions() throws IOException {
        try (var tensors = Tensors.open()) {
            assertThat(tensors.multipliesFast(ScalarType.BFLOAT16))
                    .isEqualTo(flags().containsAll(NEEDED));
            assertThat(tensors.multipliesFast(ScalarType.FLOAT32)).isTrue();
        }
    }

    private static List<String> flags() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            var line = lines.filter(one -> one.startsWith("flags")).findFirst().orElseThrow();
            return List.of(line.substring(line.indexOf(':') + 1).strip().split(" "));
        }
    }
}
