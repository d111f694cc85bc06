package dev.hone.trainer.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTokenizerTest {
    private static final List<String> TEXTS =
            List.of(
                    "The quick brown fox jumps over the lazy dog. The dog doesn't mind; the fox's happy.",
                    "Größe, naïve café — 12,345 déjà vu!  Two  spaces and\ttabs.\n\nNew lines.\n",
                    "日本語のテキスト、中文文本, العربية, हिन्दी, emoji 👍🏽👩‍👩‍👧‍👦 and e\u0301 combining.",
                    "the the the then there these other others another bother");

    @Test
    void textComesBackAsItWas() {
        var tokenizer = BpeTokenizer.train(TEXTS, ChatTokens.ALL, 400);
        for (String text : TEXTS) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        assertThat(tokenizer.decode(tokenizer.encode("never seen: Ω≈ç√∫ 🦀\u00a0\u2028")))
                .isEqualTo("never seen: Ω≈ç√∫ 🦀\u00a0\u2028");
    }

    @Test
    void theFileMeansTheSameToHuggingFace(@TempDir Path directory) throws IOException {
        var tokenizer = BpeTokenizer.train(TEXTS, ChatTokens.ALL, 400);
        Path file = directory.resolve("tokenizer.json");
        TokenizerFile.write(tokenizer, file);

        try (var theirs = HuggingFaceTokenizer.newInstance(file)) {
            for (String text : TEXTS) {
                long[] expected = theirs.encode(text, false, false).getIds();
                int[] ids = tokenizer.encode(text);
                assertThat(Arrays.stream(ids).asLongStream().toArray()).isEqualTo(expected);
                assertThat(theirs.decode(expected, false)).isEqualTo(text);
            }
            assertThat(theirs.encode("<|user|>\nHi<|end|>", false, false).getIds())
                    .startsWith(4)
                    .endsWith(2);
        }
    }

    @Test
    void theFileIsReadBackAsItWas(@TempDir Path directory) throws IOException {
        var tokenizer = BpeTokenizer.train(TEXTS, ChatTokens.ALL, 400);
        Path file = directory.resolve("tokenizer.json");
        TokenizerFile.write(tokenizer, file);

        var back = TokenizerFile.read(file);

        assertThat(back.size()).isEqualTo(tokenizer.size());
        assertThat(back.special("<|end|>")).isEqualTo(2);
        for (String text : TEXTS) {
            assertThat(back.encode(text)).isEqualTo(tokenizer.encode(text));
        }
    }

    @Test
    void commonWordsBecomeOneToken() {
        var tokenizer = BpeTokenizer.train(TEXTS, List.of(), 300);
        assertThat(tokenizer.encode(" the")).hasSize(1);
    }

    @Test
    void aVocabularyWithoutRoomForTheBytesIsRefused() {
        assertThatThrownBy(() -> BpeTokenizer.train(TEXTS, ChatTokens.ALL, 100))
                .hasMessage(
                        "the vocabulary must be 263 or more (special tokens and bytes), was 100");
    }
}
