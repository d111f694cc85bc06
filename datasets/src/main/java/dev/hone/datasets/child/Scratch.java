package dev.hone.datasets.child;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.NamedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// A directory of its own for one task; gone when closed.
public final class Scratch implements AutoCloseable {
    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    public static Scratch create(String prefix) throws IOException {
        return new Scratch(Files.createTempDirectory(prefix));
    }

    public Path directory() {
        return directory;
    }

    /// A directory below with the files of a base that decide how rows are read; weights stay where
    /// they are.
    public Path base(ObjectStore store, List<NamedObject> files) throws IOException {
        var base = Files.createDirectory(directory.resolve("base"));
        for (NamedObject file : files) {
            if (ChatTokenizer.reads(file.path())) {
                store.fetchTo(file.object(), base.resolve(file.path()));
            }
        }
        return base;
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
