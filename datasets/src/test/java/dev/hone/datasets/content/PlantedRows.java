package dev.hone.datasets.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Makes texts of words drawn at random, and others that resemble them as much as is asked for.
final class PlantedRows {
    private static final int VOCABULARY = 5_000;

    private final Random random;

    PlantedRows(long seed) {
        random = new Random(seed);
    }

    String text(int words) {
        var text = new ArrayList<String>();
        for (int i = 0; i < words; i++) {
            text.add(word());
        }
        return String.join(" ", text);
    }

    /// With as many words in one place replaced as bring the likeness down to about `jaccard`.
    String like(String text, double jaccard) {
        var words = new ArrayList<>(Arrays.asList(text.split(" ")));
        int replaced = (int) Math.floor((words.size() - 2) * (1 - jaccard) / (1 + jaccard));
        boolean atEnd = random.nextBoolean();
        int from = atEnd ? words.size() - replaced : 0;
        for (int i = from; i < from + replaced; i++) {
            words.set(i, "new" + word());
        }
        return String.join(" ", words);
    }

    /// By its definition, over runs of three words.
    static double jaccard(String one, String other) {
        var first = runs(one);
        var both = new HashSet<>(first);
        both.retainAll(runs(other));
        var either = new HashSet<>(first);
        either.addAll(runs(other));
        return (double) both.size() / either.size();
    }

    private static Set<List<String>> runs(String text) {
        var words = List.of(text.split(" "));
        var runs = new HashSet<List<String>>();
        for (int i = 0; i + 3 <= words.size(); i++) {
            runs.add(words.subList(i, i + 3));
        }
        return runs;
    }

    private String word() {
        return "w" + random.nextInt(VOCABULARY);
    }
}
