package dev.hone.orchestrator.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of an import, refused when they are more, or take longer, than an import may.
final class CappedStream extends FilterInputStream {
    private final Limits limits;
    private final long deadline;
    private long count;

    /// @param deadline in [System#nanoTime]'s terms
    CappedStream(InputStream bytes, Limits limits, long deadline) {
        super(bytes);
        this.limits = limits;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            var read = super.read(into, offset, length);
            count += Math.max(0, read);
            if (count > limits.bytes()) {
                throw Refused.tooLarge(limits.bytes());
            }
            if (System.nanoTime() - deadline > 0) {
                throw Refused.tooSlow(limits.total());
            }
            return read;
        } catch (IOException failure) {
            throw Refused.broken(failure, limits, deadline);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
