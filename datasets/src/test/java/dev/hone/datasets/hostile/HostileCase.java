package dev.hone.datasets.hostile;

import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A file that somebody could upload, and what is to be said of it.
///
/// @param code of a finding that there must be
/// @param line of that finding; null where it is not known beforehand
/// @param byteOffset of that finding; null where it is not known beforehand
record HostileCase(
        String name,
        DatasetFormat format,
        Source source,
        String code,
        @Nullable Long line,
        @Nullable Long byteOffset) {

    /// Makes the file's bytes anew.
    interface Source {
        InputStream open() throws IOException;
    }

    static HostileCase of(String name, byte[] bytes, String code, long line, long byteOffset) {
        return new HostileCase(
                name,
                DatasetFormat.DETECT,
                () -> new ByteArrayInputStream(bytes),
                code,
                line,
                byteOffset);
    }

    /// Where in the file it is does not matter, or cannot be said.
    static HostileCase anywhere(String name, byte[] bytes, String code) {
        return new HostileCase(
                name,
                DatasetFormat.DETECT,
                () -> new ByteArrayInputStream(bytes),
                code,
                null,
                null);
    }
}
