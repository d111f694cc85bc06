package dev.hone.datasets.rows;

import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.io.InputStream;

/// A file without faults, which may be read more than once.
///
/// @param format as its inspection found it
public record RowSource(Opening bytes, DatasetFormat format) {

    /// Opens the file's bytes; whoever asked closes them.
    public interface Opening {
        InputStream open() throws IOException;
    }

    SampleReader read() throws IOException {
        return new SampleReader(bytes.open(), format);
    }
}
