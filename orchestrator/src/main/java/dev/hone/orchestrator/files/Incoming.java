package dev.hone.orchestrator.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A file on its way in. A form may say what the file is before its bytes or behind them.
public interface Incoming {
    /// What is known before the bytes.
    Optional<NewFile> before() throws IOException;

    /// Read once, to the end.
    InputStream bytes() throws IOException;

    /// What is known after the bytes.
    NewFile after() throws IOException;

    /// How many bytes there are at least, 0 where nobody has said.
    long announced();

    static Incoming of(NewFile file, InputStream bytes) {
        return new Incoming() {
            @Override
            public Optional<NewFile> before() {
                return Optional.of(file);
            }

            @Override
            public InputStream bytes() {
                return bytes;
            }

            @Override
            public NewFile after() {
                return file;
            }

            @Override
            public long announced() {
                return 0;
            }
        };
    }
}
