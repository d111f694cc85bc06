package dev.hone.datasets.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowStreamsTest {
    private static byte[] snappy(byte[] packed, int expected) throws IOException {
        try (var stream = new SnappyStream(new ByteArrayInputStream(packed), expected)) {
            return stream.readAllBytes();
        }
    }

    private static byte[] lz4(byte[] packed, int expected) throws IOException {
        try (var stream = new Lz4Stream(new ByteArrayInputStream(packed), expected)) {
            return stream.readAllBytes();
        }
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }

    /// Shorter than the window, as long as it, and longer.
    @ParameterizedTest
    @ValueSource(
            ints = {1, 15, 59, 60, 61, 270, 65_535, 65_536, 131_071, 131_072, 131_073, 400_000})
    void whatIsPackedComesOutAsItWas(int length) throws IOException {
        var random = new byte[length];
        new Random(length).nextBytes(random);
        var run = new byte[length + 10];
        Arrays.fill(run, (byte) 7);

        assertThat(snappy(PackedBy.snappyLiteral(random), length)).isEqualTo(random);
        assertThat(snappy(PackedBy.snappyRun(run.length, 7), run.length)).isEqualTo(run);
        assertThat(lz4(PackedBy.lz4Literal(random), length)).isEqualTo(random);
        assertThat(lz4(PackedBy.lz4Run(run.length, 7), run.length)).isEqualTo(run);
    }

    @Test
    void everyKindOfElementIsRead() throws IOException {
        // "abcdefgh", then 4 bytes from 8 back, 5 from 8, 6 from 6 with four bytes of distance
        var snappy =
                bytes(
                        23,
                        7 << 2,
                        'a',
                        'b',
                        'c',
                        'd',
                        'e',
                        'f',
                        'g',
                        'h',
                        1,
                        8,
                        (4 << 2) | 2,
                        8,
                        0,
                        (5 << 2) | 3,
                        6,
                        0,
                        0,
                        0);
        var lz4 = bytes(8 << 4, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 8, 0, 1 << 4, 'z');

        assertThat(snappy(snappy, 23)).asString().isEqualTo(expectedOfSnappy());
        assertThat(lz4(lz4, 13)).asString().isEqualTo("abcdefghabcdz");
    }

    private static String expectedOfSnappy() {
        var text = new StringBuilder("abcdefgh");
        for (int[] copy : new int[][] {{8, 4}, {8, 5}, {6, 6}}) {
            for (int index = 0; index < copy[1]; index++) {
                text.append(text.charAt(text.length() - copy[0]));
            }
        }
        return text.toString();
    }

    @Test
    void nothingIsRepeatedFromBeforeTheStart() {
        assertThatThrownBy(() -> snappy(bytes(8, 0, 'a', 1, 2), 8))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("2 bytes before byte 1");
        assertThatThrownBy(() -> lz4(bytes(1 << 4, 'a', 0, 0), 8))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("0 bytes before");
    }

    @Test
    void dataThatEndsTooEarlyIsToldAsThat() {
        assertThatThrownBy(() -> snappy(bytes(8, 7 << 2, 'a'), 8)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> snappy(bytes(8, 0, 'a'), 8))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("1 bytes, but says that it had 8");
        assertThatThrownBy(() -> lz4(bytes(0xF0), 8)).isInstanceOf(EOFException.class);
    }

    @Test
    void moreThanWasExpectedIsSeen() throws IOException {
        assertThat(snappy(PackedBy.snappyRun(1_000, 7), 10)).hasSizeGreaterThan(10);
        assertThat(lz4(PackedBy.lz4Run(1_000, 7), 10)).hasSizeGreaterThan(10);
    }
}
