package dev.hone.trainer.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A byte-level BPE tokenizer: special tokens first, then the 256 bytes, then the merges in the
/// order in which they were learned.
public final class BpeTokenizer {
    /// Encoded words are remembered up to this many: the commonest ones come early.
    private static final int REMEMBERED = 200_000;

    private final List<String> specialTokens;
    private final List<Merge> merges;
    private final List<byte[]> tokens = new ArrayList<>();
    private final Map<Merge, Integer> ranks = new HashMap<>();
    private final Map<String, int[]> remembered = new HashMap<>();

    BpeTokenizer(List<String> specialTokens, List<Merge> merges) {
        this.specialTokens = List.copyOf(specialTokens);
        this.merges = List.copyOf(merges);
        specialTokens.forEach(token -> tokens.add(token.getBytes(UTF_8)));
        for (int b = 0; b < 256; b++) {
            tokens.add(new byte[] {(byte) b});
        }
        for (Merge merge : merges) {
            ranks.put(merge, tokens.size());
            tokens.add(concatenate(tokens.get(merge.left()), tokens.get(merge.right())));
        }
    }

    /// Learns a vocabulary of at most `size` tokens from the texts.
    public static BpeTokenizer train(Iterable<String> texts, List<String> specialTokens, int size) {
        int alphabet = specialTokens.size() + 256;
        if (size < alphabet) {
            throw new IllegalArgumentException(
                    "the vocabulary must be %d or more (special tokens and bytes), was %d"
                            .formatted(alphabet, size));
        }
        var counts = new HashMap<String, Long>();
        texts.forEach(text -> ByteLevel.words(text, word -> counts.merge(word, 1L, Long::sum)));
        var merges = new BpeTrainer(counts, specialTokens.size()).merges(size - alphabet, alphabet);
        return new BpeTokenizer(specialTokens, merges);
    }

    public int size() {
        return tokens.size();
    }

    public int special(String token) {
        int id = specialTokens.indexOf(token);
        if (id < 0) {
            throw new IllegalArgumentException("no special token " + token);
        }
        return id;
    }

    /// The tokens of plain text; special tokens in it are text like any other.
    public int[] encode(String text) {
        var ids = new IntList();
        ByteLevel.words(text, word -> ids.add(encodeWord(word)));
        return ids.toArray();
    }

    public String decode(int... ids) {
        var bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.writeBytes(tokens.get(id));
        }
        return bytes.toString(UTF_8);
    }

    List<String> specialTokens() {
        return specialTokens;
    }

    List<Merge> merges() {
        return merges;
    }

    /// The token as it is written in `tokenizer.json`.
    String written(int id) {
        if (id < specialTokens.size()) {
            return specialTokens.get(id);
        }
        var written = new StringBuilder();
        for (byte b : tokens.get(id)) {
            written.append(ByteLevel.character(b & 0xff));
        }
        return written.toString();
    }

    private int[] encodeWord(String word) {
        int[] known = remembered.get(word);
        if (known != null) {
            return known;
        }
        int[] ids = ByteLevel.ids(word, specialTokens.size());
        for (Ranked best = best(ids); best != null; best = best(ids)) {
            ids = best.merge().in(ids, best.result());
        }
        if (remembered.size() < REMEMBERED) {
            remembered.put(word, ids);
        }
        return ids;
    }

    private record Ranked(Merge merge, int result) {}

    /// The pair of the word that was learned first.
    private @Nullable Ranked best(int[] ids) {
        Ranked best = null;
        for (int i = 0; i + 1 < ids.length; i++) {
            var pair = new Merge(ids[i], ids[i + 1]);
            Integer result = ranks.get(pair);
            if (result != null && (best == null || result < best.result())) {
                best = new Ranked(pair, result);
            }
        }
        return best;
    }

    private static byte[] concatenate(byte[] left, byte[] right) {
        var both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
