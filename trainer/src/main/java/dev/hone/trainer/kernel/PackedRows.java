package dev.hone.trainer.kernel;

import dev.hone.datasets.plan.CallShape;
import dev.hone.datasets.tokens.TokenizedSample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of different lengths back to back, without padding, and where each token stands.
///
/// @param ids tokens of all rows, `[N]`
/// @param positions place of each token in its row, `[N]`
/// @param slotOfToken where each token lies in the padded grid `[rows * longest]`, `[N]`; empty
///   when all rows are equally long
/// @param tokenOfSlot the token in each slot of that grid, some token where there is none; empty
///   when all rows are equally long
/// @param at tokens whose next token is learned, `[M]`
/// @param targets those next tokens, `[M]`
/// @param numbers what each row is called in its micro-batch, `[rows]`
@SuppressWarnings("ArrayRecordComponent") // they go to the engine as they are
public record PackedRows(
        long[] ids,
        long[] positions,
        long[] slotOfToken,
        long[] tokenOfSlot,
        long[] at,
        long[] targets,
        int[] numbers,
        int longest) {
    /// Rows numbered as they stand.
    public static PackedRows of(List<TokenizedSample> samples) {
        return of(samples, IntStream.range(0, samples.size()).toArray());
    }

    public static PackedRows of(List<TokenizedSample> samples, int[] numbers) {
        int tokens = samples.stream().mapToInt(TokenizedSample::length).sum();
        int longest = samples.stream().mapToInt(TokenizedSample::length).max().orElseThrow();
        int learned = samples.stream().mapToInt(TokenizedSample::labelledCount).sum();
        var ids = new long[tokens];
        var at = new long[learned];
        var targets = new long[learned];
        int token = 0;
        int label = 0;
        for (TokenizedSample sample : samples) {
            var labelled = sample.labelled();
            for (int i = labelled.nextSetBit(0); i >= 0; i = labelled.nextSetBit(i + 1)) {
                at[label] = (long) token + i - 1;
                targets[label++] = sample.ids()[i];
            }
            for (int id : sample.ids()) {
                ids[token++] = id;
            }
        }
        int[] lengths = samples.stream().mapToInt(TokenizedSample::length).toArray();
        return of(ids, lengths, longest, at, targets, numbers);
    }

    /// Rows of which nothing is learned.
    public static PackedRows prompts(List<int[]> prompts) {
        long[] ids = prompts.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        int[] lengths = prompts.stream().mapToInt(p -> p.length).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var numbers = IntStream.range(0, lengths.length).toArray();
        return of(ids, lengths, longest, new long[0], new long[0], numbers);
    }

    private static PackedRows of(
            long[] ids, int[] lengths, int longest, long[] at, long[] targets, int[] numbers) {
        boolean equal = ids.length == (long) lengths.length * longest;
        var positions = new long[ids.length];
        var slotOfToken = new long[equal ? 0 : ids.length];
        var tokenOfSlot = new long[equal ? 0 : lengths.length * longest];
        int token = 0;
        for (int row = 0; row < lengths.length; row++) {
            for (int i = 0; i < lengths[row]; i++, token++) {
                positions[token] = i;
                if (!equal) {
                    slotOfToken[token] = (long) row * longest + i;
                    tokenOfSlot[row * longest + i] = token;
                }
            }
        }
        return new PackedRows(
                ids, positions, slotOfToken, tokenOfSlot, at, targets, numbers, longest);
    }

    /// How much there is of it.
    public CallShape shape() {
        return new CallShape(rows(), tokens(), longest, learned());
    }

    public int rows() {
        return numbers.length;
    }

    /// Where each row begins, and at last where the last one ends, `[rows + 1]`.
    int[] starts() {
        var starts = new int[rows() + 1];
        int row = 0;
        for (int token = 0; token < positions.length; token++) {
            if (positions[token] == 0) {
                starts[row++] = token;
            }
        }
        starts[row] = positions.length;
        return starts;
    }

    public int tokens() {
        return ids.length;
    }

    /// The place of each row's last token, `[rows]`.
    long[] lastTokens() {
        int[] starts = starts();
        return IntStream.range(0, rows()).mapToLong(row -> starts[row + 1] - 1L).toArray();
    }

    /// How many tokens are learned.
    public int learned() {
        return at.length;
    }
}
