package dev.hone.trainer.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What the greedy program made, as answers.
final class Answers {
    private Answers() {}

    /// @param tokens of all answers, each of `longest`, padded with -1 behind the token that ended
    ///   it
    static List<int[]> of(long[] tokens, int longest, Set<Integer> endIds) {
        return IntStream.range(0, tokens.length / longest)
                .mapToObj(row ->
                        Arrays.stream(tokens, row * longest, (row + 1) * longest)
                                .mapToInt(Math::toIntExact)
                                .takeWhile(id -> id >= 0 && !endIds.contains(id))
                                .toArray())
                .toList();
    }
}
