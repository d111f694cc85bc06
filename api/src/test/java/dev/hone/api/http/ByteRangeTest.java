package dev.hone.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void theFormsOfTheStandardAreRead() {
        assertThat(ByteRange.of("bytes=0-9", 100)).contains(new ByteRange(0, 9));
        assertThat(ByteRange.of("bytes=90-", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-10", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-500", 100)).contains(new ByteRange(0, 99));
        assertThat(ByteRange.of("bytes=50-500", 100)).contains(new ByteRange(50, 99));
    }

    @Test
    void whatCannotBeReadAsksForTheWhole() {
        for (var header :
                new String[] {
                    null,
                    "",
                    "bytes",
                    "bytes=-",
                    "bytes=9-0",
                    "lines=0-1",
                    "bytes=0-1,5-6",
                    "bytes=0-99999999999999999999"
                }) {
            assertThat(ByteRange.of(header, 100)).as(header).isEmpty();
        }
    }

    @Test
    void aRangeBehindTheEndCannotBeSatisfied() {
        assertThat(ByteRange.of("bytes=100-", 100).orElseThrow().satisfiable()).isFalse();
        assertThat(ByteRange.of("bytes=-0", 100).orElseThrow().satisfiable()).isFalse();
        assertThat(ByteRange.of("bytes=0-", 0).orElseThrow().satisfiable()).isFalse();
    }
}
