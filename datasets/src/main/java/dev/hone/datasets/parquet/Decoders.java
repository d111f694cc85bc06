package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Finds the decoder for a page's values, and takes the memory that it needs.
final class Decoders {
    private final Field.Leaf leaf;
    private final BinaryValues.Room room;
    private final Held.Share held;

    /// @param held of the page, as long as its values are read
    Decoders(Field.Leaf leaf, BinaryValues.Room room, Held.Share held) {
        this.leaf = leaf;
        this.room = room;
        this.held = held;
    }

    /// @param most values that the page can have
    Values of(Encoding encoding, PageBytes source, @Nullable Dictionary dictionary, int most)
            throws IOException {
        return switch (encoding) {
            case PLAIN -> plain(source);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (dictionary == null) {
                    throw Damage.of("the page refers to a dictionary that there is not");
                }
                yield dictionary.values(
                        source.left() == 0
                                ? new Hybrid(source, 0) // only nulls
                                : new Hybrid(source, source.next()));
            }
            case RLE ->
                    leaf.physical() == Physical.BOOLEAN
                            ? NumberValues.runsOfTruth(source)
                            : unfit(encoding);
            case DELTA_BINARY_PACKED ->
                    switch (leaf.physical()) {
                        case INT32 -> new DeltaNumbers(source, true);
                        case INT64 -> new DeltaNumbers(source, false);
                        case BOOLEAN, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                                unfit(encoding);
                    };
            case DELTA_LENGTH_BYTE_ARRAY ->
                    leaf.physical() == Physical.BYTE_ARRAY
                            ? BinaryValues.behindLengths(source, numbers(source, most), room)
                            : unfit(encoding);
            case DELTA_BYTE_ARRAY ->
                    leaf.physical().isNumber()
                            ? unfit(encoding)
                            : new FrontCoded(
                                    source, numbers(source, most), numbers(source, most), held);
            case BYTE_STREAM_SPLIT -> split(source);
        };
    }

    private Values plain(PageBytes source) {
        int width = leaf.physical().width(leaf.typeLength());
        return switch (leaf.physical()) {
            case BOOLEAN -> NumberValues.plainTruth(source);
            case INT32, INT64, FLOAT, DOUBLE -> NumberValues.plain(source, width);
            case BYTE_ARRAY -> BinaryValues.plain(source, room);
            case INT96, FIXED_LEN_BYTE_ARRAY -> BinaryValues.fixed(source, width, room);
        };
    }

    /// All numbers of a block, as many as it says.
    private int[] numbers(PageBytes source, int most) throws IOException {
        var deltas = new DeltaNumbers(source, true);
        if (deltas.count() > most) {
            throw Damage.of("%d lengths for %d values".formatted(deltas.count(), most));
        }
        held.take(Integer.BYTES * deltas.count(), "lengths of a page's values");
        var numbers = new int[(int) deltas.count()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = (int) deltas.next();
        }
        deltas.pass();
        return numbers;
    }

    private Values split(PageBytes source) throws IOException {
        int width = leaf.physical().width(leaf.typeLength());
        if (width == 0 || leaf.physical() == Physical.INT96) {
            return unfit(Encoding.BYTE_STREAM_SPLIT);
        }
        held.take(source.left(), "a page in the encoding BYTE_STREAM_SPLIT");
        var bytes = new byte[(int) source.left()];
        source.take(bytes, 0, bytes.length);
        return leaf.physical().isNumber()
                ? NumberValues.split(bytes, width)
                : BinaryValues.split(bytes, width, room);
    }

    private Values unfit(Encoding encoding) throws Damage {
        throw Damage.of(
                FaultCode.FORMAT_NOT_SUPPORTED,
                "the encoding %s of values of the type %s".formatted(encoding, leaf.physical()));
    }
}
