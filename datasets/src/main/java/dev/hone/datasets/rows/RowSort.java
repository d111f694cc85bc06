package dev.hone.datasets.rows;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Sorts any number of entries in bounded memory: what it does not hold lies in sorted runs in a
/// directory, 40 bytes an entry.
final class RowSort {
    /// 15 MiB.
    private static final int HELD = 1 << 18;

    /// So many files are read at once, each with a buffer of 64 KiB.
    private static final int MOST_RUNS = 64;

    private final Path directory;
    private final int most;
    private final List<Entry> held = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();

    /// @param directory empty, and its owner's to delete
    RowSort(Path directory) {
        this(directory, HELD);
    }

    RowSort(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    void add(Entry entry) throws IOException {
        held.add(entry);
        if (held.size() == most) {
            Collections.sort(held);
            write(new Entries.Kept(held));
            held.clear();
            if (runs.size() == MOST_RUNS) {
                join();
            }
        }
    }

    /// All of them in order; nothing is added any more.
    Entries sorted() throws IOException {
        Collections.sort(held);
        var merged = merged();
        merged.add(new Entries.Kept(held));
        return merged;
    }

    private void join() throws IOException {
        var joined = List.copyOf(runs);
        try (var merged = merged()) {
            runs.clear();
            write(merged);
        }
        for (var run : joined) {
            Files.delete(run);
        }
    }

    private Entries.Merged merged() throws IOException {
        var merged = new Entries.Merged();
        for (var run : runs) {
            merged.add(new Entries.Run(run));
        }
        return merged;
    }

    private void write(Entries sorted) throws IOException {
        var run = Files.createTempFile(directory, "run", "");
        try (var out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(run), Entries.BUFFER))) {
            for (var next = sorted.peek(); next != null; next = sorted.peek()) {
                next.write(out);
                sorted.skip();
            }
        }
        runs.add(run);
    }
}
