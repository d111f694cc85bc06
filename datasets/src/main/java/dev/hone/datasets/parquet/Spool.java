package dev.hone.datasets.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/// Files of the reader's own on the disk: a copy of what it reads, because Parquet is read from its
/// end. Nobody else can open them, and they are gone when they are closed, or the process dies.
final class Spool {
    private static final int BUFFER = 1 << 16;

    private Spool() {}

    /// An empty one.
    static FileChannel create() throws IOException {
        return FileChannel.open(
                Files.createTempFile("hone-parquet-", ".part"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /// A copy of the stream, which stays open.
    static FileChannel of(InputStream source) throws IOException {
        var file = create();
        try {
            var buffer = new byte[BUFFER];
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                write(file, buffer, read);
            }
            return file;
        } catch (IOException | RuntimeException failure) {
            try (file) {
                throw failure;
            }
        }
    }

    static void write(FileChannel file, byte[] from, int length) throws IOException {
        var bytes = ByteBuffer.wrap(from, 0, length);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
