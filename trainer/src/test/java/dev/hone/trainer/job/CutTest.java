package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.tokens.Tokenized;
import dev.hone.datasets.tokens.TokenizedSample;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CutTest {
    @Test
    void cutRowsAreCountedWithTheFirstAndTheLongest() {
        var cut = new Cut();
        cut.see(1, row(8, 8));
        cut.see(4, row(10, 12));
        cut.see(5, row(10, 31));

        assertThat(cut.rows()).isEqualTo(2);
        assertThat(cut.told("train.jsonl", 3, 10))
                .isEqualTo(
                        "train.jsonl: 2 of 3 rows are longer than max_length 10 and are cut at the"
                                + " end, the first on line 4; the longest has 31 tokens.");
    }

    private static Tokenized row(int length, int whole) {
        return new Tokenized(new TokenizedSample(new int[length], new BitSet()), whole);
    }
}
