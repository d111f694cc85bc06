package dev.hone.datasets.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A run of words that predicts an answer.
final class Candidate {
    /// So many of its rows tell what stands beside it.
    private static final int MOST_ROWS = 250;

    /// A word that stands in more of its rows is part of the run itself.
    private static final double SHARE_OF_RUN = 0.8;

    /// A word is looked at if so many of its rows would have it by chance.
    private static final double FEWEST_EXPECTED = 1;

    /// Strangeness from which on a run is of a topic. Measured on the 77 topics of Banking77: 2 to
    /// 50 for their words, below 1 for planted ones.
    private static final double TOPIC = 1.5;

    private final long gram;
    private final long answer;
    private final int rows;
    private final List<Integer> first = new ArrayList<>();

    Candidate(long gram, long answer, int rows) {
        this.gram = gram;
        this.answer = answer;
        this.rows = rows;
    }

    long gram() {
        return gram;
    }

    long answer() {
        return answer;
    }

    int rows() {
        return rows;
    }

    List<Integer> firstRows() {
        return first;
    }

    void add(int row) {
        if (first.size() < MOST_ROWS) {
            first.add(row);
        }
    }

    /// Whether the words beside the run are those of a topic, and not of any row.
    boolean isOfATopic(KeptRows kept, Grams grams, GramCounts counts, int allRows)
            throws IOException {
        return strangeness(kept, grams, counts, allRows) >= TOPIC;
    }

    /// How far the words beside the run are from those of any row: the likelihood ratio statistic
    /// of each word's rows against its share of all rows, in the mean over the words. Some 1 for
    /// rows picked at random.
    private double strangeness(KeptRows kept, Grams grams, GramCounts counts, int allRows)
            throws IOException {
        var together = new HashMap<Long, Integer>();
        for (int row : first) {
            for (long word : grams.single(kept.read(row))) {
                together.merge(word, 1, Integer::sum);
            }
        }
        double sum = 0;
        int words = 0;
        for (Map.Entry<Long, Integer> entry : together.entrySet()) {
            int held = entry.getValue();
            double expected = (double) counts.rows(entry.getKey()) / allRows * first.size();
            if (held <= SHARE_OF_RUN * first.size() && expected >= FEWEST_EXPECTED) {
                sum += likelihoodRatio(held, expected, first.size());
                words++;
            }
        }
        return words == 0 ? 0 : sum / words;
    }

    /// Twice the logarithm of how much likelier the count is by its own share than by the expected.
    private static double likelihoodRatio(int held, double expected, int of) {
        return 2 * (term(held, expected) + term(of - held, of - expected));
    }

    private static double term(double seen, double expected) {
        return seen == 0 ? 0 : seen * Math.log(seen / expected);
    }
}
