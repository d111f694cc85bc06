package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.math.BigDecimal;
import java.math.BigInteger;

/// From the bits of a number to the JSON value that it stands for.
final class Numbers {
    private Numbers() {}

    static JsonNode value(Field.Leaf leaf, long bits, RowUnderWay row) {
        return switch (leaf.physical()) {
            case BOOLEAN -> BooleanNode.valueOf(bits != 0);
            case FLOAT -> DoubleNode.valueOf(Float.intBitsToFloat((int) bits));
            case DOUBLE -> DoubleNode.valueOf(Double.longBitsToDouble(bits));
            case INT32 -> whole(leaf, bits << 32 >> 32, bits & 0xFFFF_FFFFL, row);
            case INT64 -> whole(leaf, bits, bits, row);
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                    throw new IllegalStateException(leaf.physical() + " is no number");
        };
    }

    private static JsonNode whole(Field.Leaf leaf, long signed, long unsigned, RowUnderWay row) {
        return switch (leaf.meaning()) {
            case Meaning.Unsigned() when unsigned < 0 ->
                    BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(unsigned)));
            case Meaning.Unsigned() -> whole(unsigned);
            case Meaning.Decimal(var scale) ->
                    DecimalNode.valueOf(BigDecimal.valueOf(signed, scale));
            case Meaning.Date() when leaf.physical() == Physical.INT32 -> Moments.date(signed);
            case Meaning.Time(var perSecond) ->
                    Moments.time(signed, perSecond).orElseGet(() -> noTime(leaf, signed, row));
            case Meaning.Timestamp(var perSecond, var utc) ->
                    Moments.timestamp(signed, perSecond, utc);
            case Meaning.Plain(),
                    Meaning.Json(),
                    Meaning.Date(),
                    Meaning.Uuid(),
                    Meaning.Float16() ->
                    whole(signed);
        };
    }

    private static JsonNode noTime(Field.Leaf leaf, long value, RowUnderWay row) {
        row.tell(
                new Fault(
                        FaultCode.NUMBER_OUT_OF_RANGE,
                        leaf.path(),
                        String.valueOf(value),
                        "%s holds %d, which is no time of a day".formatted(leaf.path(), value)));
        return NullNode.getInstance();
    }

    private static JsonNode whole(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }
}
