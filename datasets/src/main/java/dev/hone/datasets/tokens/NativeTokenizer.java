package dev.hone.datasets.tokens;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// Hugging Face's tokenizer, without its habits: it neither cuts, pads nor adds tokens.
final class NativeTokenizer implements AutoCloseable {
    private static final Map<String, String> AS_IT_IS =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    private final HuggingFaceTokenizer tokenizer;

    private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static NativeTokenizer load(Path directory) throws IOException {
        stayOffline();
        var file = directory.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new UnusableTokenizer(
                    "%s has no tokenizer.json; models with other tokenizer files are not supported"
                            .formatted(directory));
        }
        try (var bytes = Files.newInputStream(file)) {
            return new NativeTokenizer(HuggingFaceTokenizer.newInstance(bytes, AS_IT_IS));
        } catch (RuntimeException e) {
            // the native library tells what is wrong with the file as a bare RuntimeException
            throw new UnusableTokenizer(
                    "tokenizer.json cannot be read: %s".formatted(e.getMessage()));
        }
    }

    /// The library would look for a build for the GPU at its maker's site; we want the one in the
    /// jar. It reads these properties when its first class is loaded.
    private static void stayOffline() {
        for (var setting : Map.of("ai.djl.offline", "true", "RUST_FLAVOR", "cpu").entrySet()) {
            if (System.getProperty(setting.getKey()) == null) {
                System.setProperty(setting.getKey(), setting.getValue());
            }
        }
    }

    /// Tokens of a text and where each stands.
    ///
    /// @param ids `[tokens]`
    /// @param starts code point at which each token starts
    /// @param ends code point after each token
    @SuppressWarnings("ArrayRecordComponent") // handed over at once, never compared
    record Tokens(int[] ids, int[] starts, int[] ends) {
        /// Tokens that stand for no text.
        static Tokens of(int... ids) {
            var nowhere = new int[ids.length];
            Arrays.fill(nowhere, -1);
            return new Tokens(ids, nowhere, nowhere.clone());
        }

        /// Both, one after the other.
        ///
        /// @param from code point at which the text of the second starts
        Tokens then(Tokens next, int from) {
            return new Tokens(
                    joined(ids, next.ids),
                    joined(starts, shifted(next.starts, from)),
                    joined(ends, shifted(next.ends, from)));
        }

        private static int[] joined(int[] first, int[] second) {
            var all = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, all, first.length, second.length);
            return all;
        }

        private static int[] shifted(int[] places, int by) {
            return Arrays.stream(places).map(place -> place < 0 ? place : place + by).toArray();
        }
    }

    Tokens tokens(String text) {
        var encoding = tokenizer.encode(text, false, false);
        var ids = ids(encoding);
        var starts = new int[ids.length];
        var ends = new int[ids.length];
        var spans = encoding.getCharTokenSpans();
        for (int index = 0; index < ids.length; index++) {
            // a token that stands for no text has no span
            starts[index] = spans[index] == null ? -1 : spans[index].getStart();
            ends[index] = spans[index] == null ? -1 : spans[index].getEnd();
        }
        return new Tokens(ids, starts, ends);
    }

    int[] ids(String text, boolean withSpecialTokens) {
        return ids(tokenizer.encode(text, withSpecialTokens, false));
    }

    private static int[] ids(Encoding encoding) {
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    /// What the tokenizer puts before a plain text: mostly nothing or one token.
    int[] start() {
        var plain = ids("a", false);
        var framed = ids("a", true);
        for (int index = 0; index + plain.length <= framed.length; index++) {
            if (Arrays.equals(framed, index, index + plain.length, plain, 0, plain.length)) {
                return Arrays.copyOf(framed, index);
            }
        }
        return new int[0];
    }

    /// A token as it is written, special ones too.
    String text(int id) {
        return tokenizer.decode(new long[] {id}, false);
    }

    String decode(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
