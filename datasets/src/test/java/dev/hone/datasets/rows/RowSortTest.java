package dev.hone.datasets.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSortTest {
    private static final int HELD = 10;

    @TempDir Path directory;

    @Test
    void moreThanIsHeldAndThanCanBeOpenAtOnceComesBackInOrder() throws IOException {
        var random = new SplittableRandom(1);
        var entries = new ArrayList<Entry>();
        var sort = new RowSort(directory, HELD);
        for (int i = 0; i < 1_505; i++) {
            var entry = new Entry(random.nextInt(9), random.nextInt(9), random.nextLong(), 0, i);
            entries.add(entry);
            sort.add(entry);
        }

        var sorted = drained(sort);

        Collections.sort(entries);
        assertThat(sorted).isEqualTo(entries);
        assertThat(directory).isNotEmptyDirectory();
        assertThat(directory.toFile().list()).hasSizeLessThan(100);
    }

    @Test
    void whatFitsIsNotWritten() throws IOException {
        var sort = new RowSort(directory, HELD);
        sort.add(new Entry(2, 0, 0, 0, 0));
        sort.add(new Entry(1, 0, 0, 0, 1));

        assertThat(drained(sort)).extracting(Entry::offset).containsExactly(1L, 0L);
        assertThat(directory).isEmptyDirectory();
    }

    private static List<Entry> drained(RowSort sort) throws IOException {
        var all = new ArrayList<Entry>();
        try (var sorted = sort.sorted()) {
            for (var next = sorted.peek(); next != null; next = sorted.peek()) {
                all.add(next);
                sorted.skip();
            }
        }
        return all;
    }
}
