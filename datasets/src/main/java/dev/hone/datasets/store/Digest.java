package dev.hone.datasets.store;

import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Copies bytes and says what they were.
final class Digest {
    private static final int BUFFER_BYTES = 64 * 1024;

    private Digest() {}

    static ObjectRef copy(String key, InputStream from, OutputStream to) throws IOException {
        var sha256 = sha256();
        var buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            sha256.update(buffer, 0, read);
            to.write(buffer, 0, read);
            bytes += read;
        }
        return new ObjectRef(key, HexFormat.of().formatHex(sha256.digest()), bytes);
    }

    static ObjectRef of(String key, InputStream bytes) throws IOException {
        return copy(key, bytes, OutputStream.nullOutputStream());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
