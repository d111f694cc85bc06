package dev.hone.datasets.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Walks through two sorted sides at once, question by question.
final class Comparison {
    private long added;
    private long removed;
    private long changed;
    private long unchanged;

    /// Offsets in the unpacked files; a row that was added has none before.
    private record Pair(@Nullable Long from, @Nullable Long to) {
        static final Comparator<Pair> BY_PLACE =
                Comparator.comparingLong(pair -> pair.to == null ? first(pair.from) : pair.to);

        private static long first(@Nullable Long offset) {
            return offset == null ? 0 : offset;
        }
    }

    /// Rows of one side whose answer the other side does not have, to the question at hand.
    private static final class Left {
        private final Lowest<Long> offsets;
        private long count;

        Left(int shown) {
            offsets = new Lowest<>(shown, Comparator.<Long>naturalOrder());
        }

        void take(Entries side, Entry entry) throws IOException {
            count++;
            offsets.add(entry.offset());
            side.skip();
        }

        void clear() {
            count = 0;
            offsets.clear();
        }
    }

    private final Left before;
    private final Left after;
    private final Lowest<Pair> shownAdded;
    private final Lowest<Pair> shownRemoved;
    private final Lowest<Pair> shownChanged;

    Comparison(int shown) {
        before = new Left(shown);
        after = new Left(shown);
        shownAdded = new Lowest<>(shown, Pair.BY_PLACE);
        shownRemoved = new Lowest<>(shown, Pair.BY_PLACE);
        shownChanged = new Lowest<>(shown, Pair.BY_PLACE);
    }

    void run(Entries from, Entries to) throws IOException {
        for (var question = first(from, to); question != null; question = first(from, to)) {
            compare(question, from, to);
            conclude();
        }
    }

    /// All rows of one question: what both answer alike is passed over, the rest is left.
    private void compare(Entry question, Entries from, Entries to) throws IOException {
        while (true) {
            var one = of(question, from);
            var other = of(question, to);
            if (one == null && other == null) {
                return;
            }
            int order = one == null ? 1 : other == null ? -1 : one.compareAnswer(other);
            if (order == 0) {
                unchanged++;
                from.skip();
                to.skip();
            } else if (order < 0 && one != null) {
                before.take(from, one);
            } else if (other != null) {
                after.take(to, other);
            }
        }
    }

    /// What is left on both sides has changed, one for one in their order; the rest has come or
    /// gone.
    private void conclude() {
        if (before.count == 0 && after.count == 0) {
            return;
        }
        long pairs = Math.min(before.count, after.count);
        changed += pairs;
        removed += before.count - pairs;
        added += after.count - pairs;
        var gone = before.offsets.inOrder();
        var come = after.offsets.inOrder();
        for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
            if (i < pairs) {
                shownChanged.add(new Pair(gone.get(i), come.get(i)));
            } else if (i < gone.size()) {
                shownRemoved.add(new Pair(gone.get(i), null));
            } else {
                shownAdded.add(new Pair(null, come.get(i)));
            }
        }
        before.clear();
        after.clear();
    }

    Difference difference(RowSource from, RowSource to) throws IOException {
        var shown =
                Stream.of(shownChanged, shownRemoved, shownAdded)
                        .flatMap(kind -> kind.inOrder().stream())
                        .toList();
        var old = texts(from, shown, Pair::from);
        var recent = texts(to, shown, Pair::to);
        var changes = new ArrayList<Difference.Change>();
        for (var pair : shown) {
            changes.add(change(old.get(pair.from()), recent.get(pair.to())));
        }
        return new Difference(added, removed, changed, unchanged, changes);
    }

    private static Difference.Change change(@Nullable RowText from, @Nullable RowText to) {
        if (from != null) {
            return to == null
                    ? new Difference.Change.Removed(from)
                    : new Difference.Change.Changed(from, to);
        }
        if (to == null) {
            throw new IllegalStateException("a row that is shown stands in neither file");
        }
        return new Difference.Change.Added(to);
    }

    /// Reads the file again, up to the last of the offsets.
    private static Map<@Nullable Long, RowText> texts(
            RowSource file, List<Pair> shown, Function<Pair, @Nullable Long> offset)
            throws IOException {
        var wanted =
                shown.stream()
                        .map(offset)
                        .filter(place -> place != null)
                        .collect(Collectors.toSet());
        var texts = new HashMap<@Nullable Long, RowText>();
        if (wanted.isEmpty()) {
            return texts;
        }
        try (var reader = file.read()) {
            for (var row = UsableRows.next(reader);
                    row.isPresent() && texts.size() < wanted.size();
                    row = UsableRows.next(reader)) {
                long place = row.get().byteOffset();
                if (wanted.contains(place)) {
                    texts.put(place, RowText.of(row.get().line(), row.get().sample()));
                }
            }
        }
        return texts;
    }

    private static @Nullable Entry first(Entries from, Entries to) {
        var one = from.peek();
        var other = to.peek();
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static @Nullable Entry of(Entry question, Entries side) {
        var next = side.peek();
        return next != null && next.asksAs(question) ? next : null;
    }
}
