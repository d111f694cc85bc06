package dev.hone.datasets.tokens;

import java.util.Arrays;
import java.util.BitSet;

/// One training row as the model sees it: token ids and, for each position, whether it is learned.
///
/// @param ids token ids, `[length]`, at least one
/// @param labelled positions whose token is a target of the loss; position 0 is never one, since
///   nothing precedes it
@SuppressWarnings(
        "ArrayRecordComponent") // millions of these are held: a list would box every token
public record TokenizedSample(int[] ids, BitSet labelled) {
    public TokenizedSample {
        if (ids.length == 0) {
            throw new IllegalArgumentException("a tokenised row must have at least one token");
        }
        if (labelled.length() > ids.length) {
            throw new IllegalArgumentException(
                    "labelled position %d lies outside the row of %d tokens"
                            .formatted(labelled.length() - 1, ids.length));
        }
        labelled = (BitSet) labelled.clone();
        labelled.clear(0);
    }

    public int length() {
        return ids.length;
    }

    /// The row's start, at most this many tokens of it.
    public TokenizedSample cut(int longest) {
        return ids.length <= longest
                ? this
                : new TokenizedSample(Arrays.copyOf(ids, longest), labelled.get(0, longest));
    }

    /// Number of positions that contribute to the loss.
    public int labelledCount() {
        return labelled.cardinality();
    }
}
