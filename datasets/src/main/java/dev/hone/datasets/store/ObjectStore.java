package dev.hone.datasets.store;

import dev.hone.datasets.store.StoreException.CorruptObject;
import dev.hone.datasets.store.StoreException.KeyTaken;
import dev.hone.datasets.store.StoreException.MissingObject;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Bytes by key, written once. An object is there completely or not at all, and a reader can prove
/// with its [ObjectRef] that it got what was written.
public interface ObjectStore extends AutoCloseable {

    /// Stores the bytes and reads them back. The same bytes again are fine.
    ///
    /// @throws KeyTaken if the key holds other bytes
    ObjectRef put(String key, InputStream bytes) throws IOException;

    /// @throws MissingObject if there is none
    InputStream open(String key) throws IOException;

    /// Bytes `from` to `from + length`, fewer where the object ends before.
    ///
    /// @throws MissingObject if there is none
    InputStream openRange(String key, long from, long length) throws IOException;

    /// Length in bytes, if the object exists.
    Optional<Long> size(String key) throws IOException;

    /// Keys that start with the prefix, in order.
    List<String> list(String prefix) throws IOException;

    /// Removes the object; one that is not there is removed already.
    void delete(String key) throws IOException;

    /// Writes the object to a file, which appears only when digest and length were right. A file
    /// that is there is replaced.
    ///
    /// @throws CorruptObject if the stored bytes are others
    default void fetchTo(ObjectRef object, Path target) throws IOException {
        var absolute = target.toAbsolutePath();
        Files.createDirectories(absolute.resolveSibling(""));
        var unproven = Files.createTempFile(absolute.resolveSibling(""), ".fetch-", ".part");
        try {
            try (var bytes = open(object.key());
                    var out = Files.newOutputStream(unproven)) {
                var found = Digest.copy(object.key(), bytes, out);
                if (!found.equals(object)) {
                    throw new CorruptObject(object, found);
                }
            } catch (IOException e) {
                throw Full.orSame(object.key(), e);
            }
            Files.move(
                    unproven,
                    absolute,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unproven);
        }
    }

    @Override
    void close();
}
