package dev.hone.datasets.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The bytes as they are stored: counted, and with their own failures told apart from the
/// unpacking's.
public final class Packed extends FilterInputStream {
    private long count;
    private @Nullable IOException failure;

    public Packed(InputStream source) {
        super(source);
    }

    public long count() {
        return count;
    }

    /// Why the stream itself broke, if it did.
    public @Nullable IOException failure() {
        return failure;
    }

    /// What is unpacked ends before the stream does: whoever opened that closes it.
    @Override
    public void close() {}

    @Override
    public int read() throws IOException {
        try {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }
}
