package dev.hone.trainer.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A worker's own directory: `bases` holds complete base models by digest, `unfinished` everything
/// that a crash may leave behind, which the worker's next start removes.
public final class WorkDirectory {
    private final Path root;

    public WorkDirectory(Path root) {
        this.root = root;
    }

    /// Makes what is missing of it, and removes what a crash left behind.
    public void clean() throws IOException {
        Files.createDirectories(bases());
        remove(unfinished());
        Files.createDirectories(unfinished());
    }

    Path bases() {
        return root.resolve("bases");
    }

    /// A new, empty directory that does not outlive the worker's next start.
    public Path scratch(String purpose) throws IOException {
        return Files.createTempDirectory(unfinished(), purpose + "-");
    }

    static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path unfinished() {
        return root.resolve("unfinished");
    }
}
