package dev.hone.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a dataset file is to be read. What is absent is detected from its bytes.
///
/// @param columns names that the rows of the file have for the members of their shape: shape's
///   member to file's column, as `completion` to `answer`
public record DatasetFormat(
        @Nullable Compression compression,
        @Nullable Container container,
        @Nullable RowShape shape,
        Map<String, String> columns) {
    /// All of it from the bytes.
    public static final DatasetFormat DETECT = new DatasetFormat(null, null, null, Map.of());

    public DatasetFormat {
        columns =
                columns == null
                        ? Map.of()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    public DatasetFormat withContainer(@Nullable Container found) {
        return new DatasetFormat(compression, found, shape, columns);
    }

    public DatasetFormat withShape(@Nullable RowShape found) {
        return new DatasetFormat(compression, container, found, columns);
    }
}
