package dev.hone.datasets.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Files as tests write them.
final class Sources {
    private Sources() {}

    static RowSource file(String content) {
        return new RowSource(
                () -> new ByteArrayInputStream(content.getBytes(UTF_8)), DatasetFormat.DETECT);
    }

    /// JSON lines of prompts and completions.
    ///
    /// @param rows each `question=answer`
    static RowSource rows(String... rows) {
        return file(Arrays.stream(rows).map(Sources::line).collect(Collectors.joining()));
    }

    static String line(String row) {
        int cut = row.indexOf('=');
        return "{\"prompt\":\"%s\",\"completion\":\"%s\"}\n"
                .formatted(row.substring(0, cut), row.substring(cut + 1));
    }
}
