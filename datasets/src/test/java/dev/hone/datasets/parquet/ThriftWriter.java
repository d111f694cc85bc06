package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Writes Thrift's compact protocol, whatever sense it makes.
public final class ThriftWriter {
    public static final int I32 = 5;
    public static final int I64 = 6;
    public static final int BINARY = 8;
    public static final int LIST = 9;
    public static final int STRUCT = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> ids = new ArrayDeque<>();
    private int last;

    public ThriftWriter header(int id, int type) {
        int step = id - last;
        if (step > 0 && step < 16) {
            out.write((step << 4) | type);
        } else {
            out.write(type);
            varint((long) id << 1);
        }
        last = id;
        return this;
    }

    public ThriftWriter integer(int id, long value) {
        return header(id, I32).varint((value << 1) ^ (value >> 63));
    }

    public ThriftWriter wide(int id, long value) {
        return header(id, I64).varint((value << 1) ^ (value >> 63));
    }

    public ThriftWriter truth(int id, boolean value) {
        return header(id, value ? 1 : 2);
    }

    public ThriftWriter text(int id, String value) {
        var bytes = value.getBytes(UTF_8);
        header(id, BINARY).varint(bytes.length);
        return raw(bytes);
    }

    public ThriftWriter list(int id, int type, int count) {
        header(id, LIST);
        out.write(0xF0 | type);
        return varint(count);
    }

    /// As a field.
    public ThriftWriter struct(int id, Consumer<ThriftWriter> fields) {
        return header(id, STRUCT).struct(fields);
    }

    /// As an element, or by itself.
    public ThriftWriter struct(Consumer<ThriftWriter> fields) {
        ids.push(last);
        last = 0;
        fields.accept(this);
        out.write(0);
        last = ids.pop();
        return this;
    }

    public ThriftWriter varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    public ThriftWriter raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
