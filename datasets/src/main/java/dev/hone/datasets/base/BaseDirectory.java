package dev.hone.datasets.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A base model that was found whole.
///
/// @param weights the file that holds each tensor
/// @param chatTemplate the Jinja text, if the model brings one
/// @param endIds tokens that end an answer
/// @param digest SHA-256 over the names and SHA-256 of all its files, in hex
public record BaseDirectory(
        Path path,
        ModelConfig config,
        Map<String, Path> weights,
        Path tokenizer,
        Optional<String> chatTemplate,
        SortedSet<Integer> endIds,
        String digest) {
    public BaseDirectory {
        weights = Map.copyOf(weights);
        endIds = Collections.unmodifiableSortedSet(new TreeSet<>(endIds));
    }

    /// The shape alone, of a directory that was found whole.
    ///
    /// @param json its `config.json`
    public static ModelConfig config(InputStream json) throws IOException {
        return BaseInspector.config(json);
    }

    /// Looks at every file of the directory. Fails only if a file cannot be read at all.
    public static BaseInspection inspect(Path directory) throws IOException {
        return new BaseInspector(directory).inspect();
    }
}
