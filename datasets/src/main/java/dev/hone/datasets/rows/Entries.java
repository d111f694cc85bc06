package dev.hone.datasets.rows;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Entries in order, of which the next can be looked at.
interface Entries extends Closeable {
    int BUFFER = 1 << 16;

    /// The next one, null at the end.
    @Nullable Entry peek();

    /// Goes past the next one.
    void skip() throws IOException;

    @Override
    default void close() throws IOException {}

    /// From memory.
    final class Kept implements Entries {
        private final Iterator<Entry> rest;
        private @Nullable Entry next;

        Kept(Iterable<Entry> sorted) {
            rest = sorted.iterator();
            skip();
        }

        @Override
        public @Nullable Entry peek() {
            return next;
        }

        @Override
        public void skip() {
            next = rest.hasNext() ? rest.next() : null;
        }
    }

    /// From a file.
    final class Run implements Entries {
        private final DataInputStream in;
        private long left;
        private @Nullable Entry next;

        Run(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            left = Files.size(file) / Entry.BYTES;
            skip();
        }

        @Override
        public @Nullable Entry peek() {
            return next;
        }

        @Override
        public void skip() throws IOException {
            next = left-- > 0 ? Entry.read(in) : null;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Several at once.
    final class Merged implements Entries {
        private final PriorityQueue<Entries> byNext =
                new PriorityQueue<>((one, other) -> first(one).compareTo(first(other)));

        void add(Entries more) throws IOException {
            if (more.peek() == null) {
                more.close();
                return;
            }
            byNext.add(more);
        }

        @Override
        public @Nullable Entry peek() {
            return byNext.isEmpty() ? null : byNext.peek().peek();
        }

        @Override
        public void skip() throws IOException {
            var first = byNext.remove();
            first.skip();
            add(first);
        }

        @Override
        public void close() throws IOException {
            for (var run : byNext) {
                run.close();
            }
        }

        private static Entry first(Entries entries) {
            var next = entries.peek();
            if (next == null) {
                throw new IllegalStateException("a run that has ended is not waiting");
            }
            return next;
        }
    }
}
