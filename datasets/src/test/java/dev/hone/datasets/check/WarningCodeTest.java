package dev.hone.datasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarningCodeTest {
    @Test
    void everyCodeStandsInTheReference() throws IOException {
        var page = Files.readString(Path.of("../docs/reference/datasets.md"));

        assertThat(Arrays.stream(WarningCode.values()).map(WarningCode::wireName))
                .allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }
}
