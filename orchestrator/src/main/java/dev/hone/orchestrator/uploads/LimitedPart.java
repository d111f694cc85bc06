package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.errors.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of one part, refused as soon as they are more than a part may have.
final class LimitedPart extends FilterInputStream {
    private final long limit;
    private long count;

    LimitedPart(InputStream bytes, long limit) {
        super(bytes);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        var read = super.read(into, offset, length);
        counted(read);
        return read;
    }

    private void counted(int bytes) {
        count += Math.max(0, bytes);
        if (count > limit) {
            throw ApiException.invalid(
                    "data",
                    "part_too_large",
                    "a part may have %,d bytes, this one has more".formatted(limit));
        }
    }
}
