package dev.hone.datasets.parquet;

import static dev.hone.datasets.parquet.Pages.bytes;
import static dev.hone.datasets.parquet.Pages.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// With the examples of the format's specification, where it has one.
class DecodersTest {
    private static final int MOST = 100;

    private static Values decoded(int encoding, Physical physical, int typeLength, byte[] page)
            throws IOException {
        var leaf = new Field.Leaf("c", "c", 0, 0, 0, physical, typeLength, Meaning.PLAIN);
        return new Decoders(leaf, new BinaryValues.Room(), new Held().new Share())
                .of(Encoding.of(encoding), PageBytes.of(page), null, MOST);
    }

    private static List<Long> numbers(int encoding, Physical physical, byte[] page, int count)
            throws IOException {
        var values = (Values.Numbers) decoded(encoding, physical, 0, page);
        var all = new ArrayList<Long>();
        for (int index = 0; index < count; index++) {
            all.add(values.next());
        }
        return all;
    }

    private static List<String> texts(int encoding, byte[] page, int count) throws IOException {
        return texts((Values.Binaries) decoded(encoding, Physical.BYTE_ARRAY, 0, page), count);
    }

    private static List<String> texts(Values.Binaries values, int count) throws IOException {
        var all = new ArrayList<String>();
        for (int index = 0; index < count; index++) {
            var slice = values.next(MOST);
            all.add(new String(slice.bytes(), slice.offset(), slice.length(), UTF_8));
        }
        return all;
    }

    private static List<Integer> hybrid(int width, int count, int... page) throws IOException {
        var hybrid = new Hybrid(PageBytes.of(bytes(page)), width);
        var all = new ArrayList<Integer>();
        for (int index = 0; index < count; index++) {
            all.add(hybrid.next());
        }
        return all;
    }

    @Test
    void runsAndPackedGroupsStandNextToEachOther() throws IOException {
        assertThat(hybrid(3, 8, 0x03, 0x88, 0xC6, 0xFA)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(hybrid(3, 12, 0x08, 5, 0x03, 0x88, 0xC6, 0xFA))
                .containsExactly(5, 5, 5, 5, 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(hybrid(12, 2, 0x04, 0x34, 0x02)).containsExactly(0x234, 0x234);
        assertThat(hybrid(0, 3, 0x06)).containsExactly(0, 0, 0);
        assertThat(hybrid(1, 8, 0x03, 0b1000_1101)).containsExactly(1, 0, 1, 1, 0, 0, 0, 1);
    }

    @Test
    void numbersWiderThan32BitsAreNoLevels() {
        assertThatThrownBy(() -> hybrid(33, 1, 0x02, 0)).isInstanceOf(Damage.class);
        assertThatThrownBy(() -> hybrid(1, 3, 0x04, 1)).hasMessageContaining("too early");
    }

    @Test
    void plainNumbersStandWithTheirLeastByteFirst() throws IOException {
        assertThat(numbers(Pages.PLAIN, Physical.INT32, bytes(1, 2, 0, 0, 0xFF, 0, 0, 0), 2))
                .containsExactly(0x201L, 255L);
        assertThat(numbers(Pages.PLAIN, Physical.BOOLEAN, bytes(0b101), 3))
                .containsExactly(1L, 0L, 1L);
    }

    @Test
    void deltasAreAddedUp() throws IOException {
        var steady = bytes(8, 1, 5, 2, 2, 0);
        var down = bytes(8, 1, 8, 14, 3, 2, 0b1100_0000, 0b0011_1111);

        assertThat(numbers(Pages.DELTA_BINARY_PACKED, Physical.INT32, steady, 5))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbers(Pages.DELTA_BINARY_PACKED, Physical.INT64, down, 8))
                .containsExactly(7L, 5L, 3L, 1L, 2L, 3L, 4L, 5L);
        assertThatThrownBy(() -> numbers(Pages.DELTA_BINARY_PACKED, Physical.INT32, steady, 6))
                .hasMessageContaining("only 5");
    }

    @Test
    void aNumberOf32BitsRunsOverAsItsWriterLetIt() throws IOException {
        var page =
                joined(
                        bytes(8, 1, 2),
                        new ThriftWriter().varint((long) Integer.MAX_VALUE << 1).bytes(),
                        bytes(2, 0));

        assertThat(numbers(Pages.DELTA_BINARY_PACKED, Physical.INT32, page, 2))
                .containsExactly((long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);
    }

    /// 5, 5, 6, 6: the first, then deltas of 0, 1 and 0 with a bit each.
    @Test
    void lengthsStandBeforeAllTexts() throws IOException {
        var page =
                joined(bytes(8, 1, 4, 10, 0, 1, 0b010), "HelloWorldFoobarABCDEF".getBytes(UTF_8));

        assertThat(texts(Pages.DELTA_LENGTH_BYTE_ARRAY, page, 4))
                .containsExactly("Hello", "World", "Foobar", "ABCDEF");
    }

    @Test
    void aTextGoesOnFromTheStartOfTheOneBefore() throws IOException {
        // prefixes 0, 2, 0, 3 with deltas 2, -2, 3; rests 4, 2, 6, 5 with deltas -2, 4, -1
        var page =
                joined(
                        bytes(8, 1, 4, 0, 3, 3, 0b0100_0100, 0b0000_0001, 0),
                        bytes(8, 1, 4, 8, 3, 3, 0b0111_0000, 0, 0),
                        "axislebabbleyhood".getBytes(UTF_8));

        assertThat(texts(Pages.DELTA_BYTE_ARRAY, page, 4))
                .containsExactly("axis", "axle", "babble", "babyhood");
    }

    @Test
    void theBytesOfSplitValuesStandFarApart() throws IOException {
        var page = bytes(0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6);

        assertThat(numbers(Pages.BYTE_STREAM_SPLIT, Physical.FLOAT, page, 3))
                .containsExactly(0xDDCCBBAAL, 0x33221100L, 0xD6C5B4A3L);
        var fixed =
                (Values.Binaries)
                        decoded(
                                Pages.BYTE_STREAM_SPLIT,
                                Physical.FIXED_LEN_BYTE_ARRAY,
                                2,
                                "acbd".getBytes(UTF_8));
        assertThat(texts(fixed, 2)).containsExactly("ab", "cd");
    }

    @Test
    void aDictionaryIsReferredToByIndex() throws IOException {
        var leaf = new Field.Leaf("c", "c", 0, 0, 0, Physical.BYTE_ARRAY, 0, Meaning.PLAIN);
        var dictionary =
                Dictionary.read(
                        PageBytes.of(Pages.texts("a", "", "ccc")),
                        leaf,
                        3,
                        new Held().new Share(),
                        new BinaryValues.Room());

        var values = dictionary.values(new Hybrid(PageBytes.of(bytes(0x03, 0b10, 0b01)), 2));

        assertThat(texts((Values.Binaries) values, 5)).containsExactly("ccc", "a", "a", "a", "");
    }

    @Test
    void aDictionaryOfMoreThanAMebibyteLiesOnTheDisk() throws IOException {
        var leaf = new Field.Leaf("c", "c", 0, 0, 0, Physical.BYTE_ARRAY, 0, Meaning.PLAIN);
        var page = PageBytes.of(Pages.texts("a", "x".repeat(Dictionary.MOST_IN_MEMORY), "ccc"));

        try (var dictionary =
                Dictionary.read(page, leaf, 3, new Held().new Share(), new BinaryValues.Room())) {
            var values =
                    (Values.Binaries)
                            dictionary.values(new Hybrid(PageBytes.of(bytes(0x03, 0b0110, 0)), 2));

            assertThat(dictionary).isInstanceOf(Dictionary.OfFile.class);
            assertThat(texts(values, 1)).containsExactly("ccc");
            assertThat(values.next(MOST).length()).isEqualTo(Dictionary.MOST_IN_MEMORY);
            assertThat(texts(values, 1)).containsExactly("a");
        }
    }

    @Test
    void aTextLongerThanIsWantedIsPassedOver() throws IOException {
        var values =
                (Values.Binaries)
                        decoded(
                                Pages.PLAIN,
                                Physical.BYTE_ARRAY,
                                0,
                                Pages.texts("x".repeat(MOST + 1), "next"));

        assertThat(values.next(MOST).length()).isEqualTo(MOST + 1);
        assertThat(texts(values, 1)).containsExactly("next");
    }
}
