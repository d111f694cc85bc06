package dev.hone.trainer.tokens;

import java.util.Arrays;

/// Two neighbouring tokens that become one.
record Merge(int left, int right) {
    /// The word with every such pair replaced by `merged`, from the left.
    int[] in(int[] word, int merged) {
        var result = new int[word.length];
        int size = 0;
        for (int i = 0; i < word.length; i++) {
            boolean joins = i + 1 < word.length && word[i] == left && word[i + 1] == right;
            result[size++] = joins ? merged : word[i];
            if (joins) {
                i++;
            }
        }
        return Arrays.copyOf(result, size);
    }
}
