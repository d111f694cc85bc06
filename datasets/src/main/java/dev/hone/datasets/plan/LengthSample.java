package dev.hone.datasets.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How long the rows of a file are, all of them or, of very many, a part that stands for all.
///
/// @param rows of the file, kept or not
/// @param kept in the order of the file
public record LengthSample(long rows, RowLengths kept) {
    public static final LengthSample NONE = all(new RowLengths());

    public LengthSample {
        if (rows < kept.size() || (rows > 0 && kept.size() == 0)) {
            throw new IllegalArgumentException(
                    "of %d rows there cannot be %d kept".formatted(rows, kept.size()));
        }
    }

    public static LengthSample all(RowLengths rows) {
        return new LengthSample(rows.size(), rows);
    }

    /// Rows for which each kept one stands.
    double weight() {
        return rows == 0 ? 1 : (double) rows / kept.size();
    }

    /// Two to four bytes a row of the usual lengths.
    @JsonValue
    public byte[] pack() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(rows);
            out.writeInt(kept.size());
            for (int row = 0; row < kept.size(); row++) {
                writeSmall(out, kept.tokens(row));
                writeSmall(out, kept.learned(row));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return bytes.toByteArray();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static LengthSample unpack(byte[] packed) {
        try (var in = new DataInputStream(new ByteArrayInputStream(packed))) {
            long rows = in.readLong();
            int size = in.readInt();
            var kept = new RowLengths();
            for (int row = 0; row < size; row++) {
                kept.add(readSmall(in), readSmall(in));
            }
            return new LengthSample(rows, kept);
        } catch (IOException damaged) {
            throw new IllegalArgumentException("these are no lengths of rows", damaged);
        }
    }

    /// Seven bits a byte, the lowest first; all but the last have the eighth bit set.
    private static void writeSmall(DataOutputStream out, int number) throws IOException {
        int left = number;
        while (left > 0x7F) {
            out.writeByte(left | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private static int readSmall(DataInputStream in) throws IOException {
        int number = 0;
        int shift = 0;
        int next = in.readUnsignedByte();
        for (; next > 0x7F; next = in.readUnsignedByte()) {
            number |= (next & 0x7F) << shift;
            shift += 7;
        }
        return number | next << shift;
    }
}
