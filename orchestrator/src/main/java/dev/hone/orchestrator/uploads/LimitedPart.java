package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.streams.CountedStream;
import java.io.InputStream;

/// The bytes of one part, refused as soon as they are more than a part may have.
final class LimitedPart extends CountedStream {
    private final long limit;
    private long count;

    LimitedPart(InputStream bytes, long limit) {
        super(bytes);
        this.limit = limit;
    }

    @Override
    protected void counted(int bytes) {
        count += bytes;
        if (count > limit) {
            throw ApiException.invalid(
                    "data",
                    "part_too_large",
                    "a part may have %,d bytes, this one has more".formatted(limit));
        }
    }
}
