package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Pages of files, their headers before them.
public final class Pages {
    public static final int PLAIN = 0;
    public static final int RLE = 3;
    public static final int DELTA_BINARY_PACKED = 5;
    public static final int DELTA_LENGTH_BYTE_ARRAY = 6;
    public static final int DELTA_BYTE_ARRAY = 7;
    public static final int RLE_DICTIONARY = 8;
    public static final int BYTE_STREAM_SPLIT = 9;

    private Pages() {}

    /// Not packed.
    public static byte[] data(int values, int encoding, byte[] content) {
        return data(values, encoding, content.length, content);
    }

    /// @param length said to be that of the content, unpacked
    public static byte[] data(int values, int encoding, long length, byte[] packed) {
        return page(
                0,
                length,
                packed.length,
                packed,
                header ->
                        header.struct(
                                5,
                                data ->
                                        data.integer(1, values)
                                                .integer(2, encoding)
                                                .integer(3, RLE)
                                                .integer(4, RLE)));
    }

    public static byte[] dictionary(int values, byte[] content) {
        return dictionary(values, content.length, content);
    }

    public static byte[] dictionary(int values, long length, byte[] packed) {
        return page(
                2,
                length,
                packed.length,
                packed,
                header -> header.struct(7, data -> data.integer(1, values).integer(2, PLAIN)));
    }

    /// The second kind of data page, not packed.
    public static byte[] v2(
            int values, int encoding, int definitionBytes, int repetitionBytes, byte[] content) {
        return page(
                3,
                content.length,
                content.length,
                content,
                header ->
                        header.struct(
                                8,
                                data ->
                                        data.integer(1, values)
                                                .integer(2, 0)
                                                .integer(3, values)
                                                .integer(4, encoding)
                                                .integer(5, definitionBytes)
                                                .integer(6, repetitionBytes)
                                                .truth(7, false)));
    }

    public interface Kind {
        void write(ThriftWriter header);
    }

    public static byte[] page(int type, long length, long packedLength, byte[] packed, Kind kind) {
        return page(type, length, packedLength, null, packed, kind);
    }

    public static byte[] page(
            int type,
            long length,
            long packedLength,
            @Nullable Integer checksum,
            byte[] packed,
            Kind kind) {
        return new ThriftWriter()
                .struct(header -> {
                    header.integer(1, type).integer(2, length).integer(3, packedLength);
                    if (checksum != null) {
                        header.integer(4, checksum);
                    }
                    kind.write(header);
                })
                .raw(packed)
                .bytes();
    }

    /// Texts as plain pages and dictionaries have them.
    public static byte[] texts(String... texts) {
        var out = new ByteArrayOutputStream();
        for (var text : texts) {
            out.writeBytes(text(text.getBytes(UTF_8)));
        }
        return out.toByteArray();
    }

    public static byte[] text(byte[] text) {
        return joined(little(text.length), text);
    }

    public static byte[] little(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /// A run of one number, of at most eight bits.
    public static byte[] run(long count, int value) {
        return new ThriftWriter().varint(count << 1).raw((byte) value).bytes();
    }

    /// Levels as they stand in the first kind of page.
    public static byte[] levels(byte[] runs) {
        return joined(little(runs.length), runs);
    }

    public static byte[] joined(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    public static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }
}
