package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.UUID;

/// From bytes to the JSON value that they stand for.
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int UUID_BYTES = 16;
    private static final int FLOAT16_BYTES = 2;
    private static final int INT96_BYTES = 12;

    /// A number of JSON may have 64 digits.
    private static final int MOST_DECIMAL_BYTES = 26;

    private final JsonText json;

    Texts(JsonText json) {
        this.json = json;
    }

    JsonNode value(Field.Leaf leaf, Values.Slice slice, RowUnderWay row) {
        if (leaf.physical() == Physical.INT96) {
            return int96(buffer(slice));
        }
        return switch (leaf.meaning()) {
            case Meaning.Decimal(var scale) -> decimal(leaf, slice, scale, row);
            case Meaning.Uuid() when slice.length() == UUID_BYTES -> {
                var bytes = buffer(slice).order(ByteOrder.BIG_ENDIAN);
                yield TextNode.valueOf(new UUID(bytes.getLong(), bytes.getLong()).toString());
            }
            case Meaning.Float16() when slice.length() == FLOAT16_BYTES ->
                    DoubleNode.valueOf(Float.float16ToFloat(buffer(slice).getShort()));
            case Meaning.Json() -> {
                var text = text(leaf, slice, row);
                yield text.isNull() ? text : parsed(leaf, text.textValue(), row);
            }
            case Meaning.Plain(),
                    Meaning.Date(),
                    Meaning.Time _,
                    Meaning.Timestamp _,
                    Meaning.Unsigned(),
                    Meaning.Uuid(),
                    Meaning.Float16() ->
                    text(leaf, slice, row);
        };
    }

    private static ByteBuffer buffer(Values.Slice slice) {
        return ByteBuffer.wrap(slice.bytes(), slice.offset(), slice.length())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private JsonNode parsed(Field.Leaf leaf, String text, RowUnderWay row) {
        return json.parse(
                text,
                fault ->
                        row.tell(
                                new Fault(
                                        fault.code(),
                                        leaf.path(),
                                        fault.value(),
                                        "%s must hold JSON: %s"
                                                .formatted(leaf.path(), fault.message()))));
    }

    private static JsonNode text(Field.Leaf leaf, Values.Slice slice, RowUnderWay row) {
        var text = new String(slice.bytes(), slice.offset(), slice.length(), UTF_8);
        // the quick decoder puts U+FFFD for what it cannot read; a text may also hold one
        if (text.indexOf(REPLACEMENT) >= 0) {
            var bytes = buffer(slice);
            var error =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(bytes, CharBuffer.allocate(slice.length()), true);
            if (error.isError()) {
                row.tell(notText(leaf, slice, bytes.position() - slice.offset()));
                return NullNode.getInstance();
            }
        }
        return TextNode.valueOf(text);
    }

    private static Fault notText(Field.Leaf leaf, Values.Slice slice, int position) {
        return new Fault(
                FaultCode.INVALID_UTF8,
                leaf.path(),
                null,
                "byte %d of %s (0x%02X) is not valid UTF-8; leave out columns that hold no text"
                        .formatted(
                                position + 1,
                                leaf.path(),
                                slice.bytes()[slice.offset() + position] & 0xFF));
    }

    private static JsonNode decimal(
            Field.Leaf leaf, Values.Slice slice, int scale, RowUnderWay row) {
        if (slice.length() > MOST_DECIMAL_BYTES) {
            row.tell(
                    new Fault(
                            FaultCode.NUMBER_OUT_OF_RANGE,
                            leaf.path(),
                            null,
                            "%s holds a number of %d bytes; it may have at most %d"
                                    .formatted(leaf.path(), slice.length(), MOST_DECIMAL_BYTES)));
            return NullNode.getInstance();
        }
        var digits =
                slice.length() == 0
                        ? BigInteger.ZERO
                        : new BigInteger(slice.bytes(), slice.offset(), slice.length());
        return DecimalNode.valueOf(new BigDecimal(digits, scale));
    }

    /// The nanoseconds of a day, and the day counted from 4713 BC: how Spark and Impala write times
    /// without being told otherwise.
    private static JsonNode int96(ByteBuffer bytes) {
        if (bytes.remaining() != INT96_BYTES) {
            throw new IllegalStateException("%d bytes".formatted(bytes.remaining()));
        }
        return Moments.julian(bytes.getInt(bytes.position() + Long.BYTES), bytes.getLong());
    }
}
