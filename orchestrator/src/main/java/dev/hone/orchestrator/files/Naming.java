package dev.hone.orchestrator.files;

import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names files by their content: the same bytes are one object.
final class Naming {
    private static final int BUFFER_BYTES = 1 << 16;

    private Naming() {}

    /// Reads the bytes to their end.
    static ObjectRef of(InputStream bytes) throws IOException {
        var sha256 = sha256();
        var buffer = new byte[BUFFER_BYTES];
        long count = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            sha256.update(buffer, 0, read);
            count += read;
        }
        return named(HexFormat.of().formatHex(sha256.digest()), count);
    }

    /// The same bytes under the name that is theirs.
    static ObjectRef renamed(ObjectRef object) {
        return named(object.sha256(), object.bytes());
    }

    private static ObjectRef named(String sha256, long bytes) {
        return new ObjectRef("files/" + sha256, sha256, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
