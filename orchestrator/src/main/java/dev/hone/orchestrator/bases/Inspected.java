package dev.hone.orchestrator.bases;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A directory that holds a base model we can train on.
record Inspected(String digest, int contextLength, int hiddenSize, List<String> paths) {
    static Inspected of(Path directory) throws IOException {
        throw new IOException("todo " + directory);
    }
}
