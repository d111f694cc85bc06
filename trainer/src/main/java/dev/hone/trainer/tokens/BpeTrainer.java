package dev.hone.trainer.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Learns merges from word counts: each round joins the commonest neighbouring pair. Only the words
/// that hold the pair are touched, so a round costs as much as it changes.
final class BpeTrainer {
    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

    /// Latin-1 text of each token, to keep two merges from making the same token.
    private final Map<Integer, String> texts = new HashMap<>();

    private final Set<String> known = new HashSet<>();

    /// How often a pair stands in the text, and in which words.
    private static final class Pair {
        long count;
        int[] places = new int[4];
        int size;

        void seenIn(int word) {
            if (size > 0 && places[size - 1] == word) {
                return;
            }
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
            }
            places[size++] = word;
        }
    }

    /// A pair with a count it had once; stale when the count has changed since.
    private record Candidate(long pair, long count) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : Long.compare(pair, other.pair);
        }
    }

    /// @param wordCounts how often each word stands in the text
    /// @param firstByte id of byte 0
    BpeTrainer(Map<String, Long> wordCounts, int firstByte) {
        for (int b = 0; b < 256; b++) {
            name(firstByte + b, String.valueOf((char) b));
        }
        wordCounts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> add(ByteLevel.ids(entry.getKey(), firstByte), entry.getValue()));
        pairs.forEach((pair, state) -> candidates.add(new Candidate(pair, state.count)));
    }

    /// Up to `wanted` merges, each of whose results has the next free id from `next` on.
    List<Merge> merges(int wanted, int next) {
        var merges = new ArrayList<Merge>();
        while (merges.size() < wanted && !candidates.isEmpty()) {
            Candidate best = candidates.poll();
            Pair state = pairs.get(best.pair);
            if (state == null || state.count != best.count || best.count < 2) {
                continue;
            }
            var merge = new Merge((int) (best.pair >>> 32), (int) best.pair);
            if (!name(next + merges.size(), texts.get(merge.left()) + texts.get(merge.right()))) {
                continue;
            }
            apply(merge, next + merges.size(), state);
            merges.add(merge);
        }
        return merges;
    }

    private boolean name(int id, String text) {
        texts.put(id, text);
        return known.add(text);
    }

    private void add(int[] word, long count) {
        int index = words.size();
        words.add(word);
        counts.add(count);
        for (int i = 0; i + 1 < word.length; i++) {
            count(key(word[i], word[i + 1]), count, index);
        }
    }

    private void apply(Merge merge, int merged, Pair state) {
        var changed = new HashMap<Long, Long>();
        for (int i = 0; i < state.size; i++) {
            int index = state.places[i];
            int[] before = words.get(index);
            int[] after = merge.in(before, merged);
            if (after.length == before.length) {
                continue;
            }
            words.set(index, after);
            recount(before, -counts.get(index), index, changed);
            recount(after, counts.get(index), index, changed);
        }
        pairs.remove(key(merge.left(), merge.right()));
        for (long pair : changed.keySet()) {
            Pair now = pairs.get(pair);
            if (now != null && now.count > 0) {
                candidates.add(new Candidate(pair, now.count));
            }
        }
    }

    private void recount(int[] word, long count, int index, Map<Long, Long> changed) {
        for (int i = 0; i + 1 < word.length; i++) {
            long pair = key(word[i], word[i + 1]);
            count(pair, count, index);
            changed.merge(pair, count, Long::sum);
        }
    }

    private void count(long key, long count, int index) {
        Pair pair = pairs.computeIfAbsent(key, _ -> new Pair());
        pair.count += count;
        if (count > 0) {
            pair.seenIn(index);
        }
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }
}
