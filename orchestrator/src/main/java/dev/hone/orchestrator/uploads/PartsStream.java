package dev.hone.orchestrator.uploads;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parts one after the other, each proven to be what arrived, and all of them what the client says.
final class PartsStream extends InputStream {
    private final ObjectStore store;
    private final Iterator<ObjectRef> left;
    private final @Nullable String md5;
    private final MessageDigest whole = digest("MD5");
    private final MessageDigest ofPart = digest("SHA-256");
    private @Nullable ObjectRef part;
    private @Nullable InputStream open;

    /// @param md5 of all parts together in hexadecimal; null for unknown
    PartsStream(ObjectStore store, List<ObjectRef> parts, @Nullable String md5) {
        this.store = store;
        this.left = parts.iterator();
        this.md5 = md5;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (open != null || next()) {
            var count = stream().read(into, offset, length);
            if (count > 0) {
                ofPart.update(into, offset, count);
                if (md5 != null) {
                    whole.update(into, offset, count);
                }
                return count;
            }
            endPart();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private boolean next() throws IOException {
        if (!left.hasNext()) {
            checkWhole();
            return false;
        }
        part = left.next();
        open = store.open(part.key());
        return true;
    }

    private InputStream stream() {
        if (open == null) {
            throw new IllegalStateException("no part is open");
        }
        return open;
    }

    private void endPart() throws IOException {
        close();
        var found = HexFormat.of().formatHex(ofPart.digest());
        if (part != null && !found.equals(part.sha256())) {
            throw new IOException(
                    "part \"%s\" should have SHA-256 %s, has %s"
                            .formatted(part.key(), part.sha256(), found));
        }
    }

    private void checkWhole() {
        if (md5 == null) {
            return;
        }
        var found = HexFormat.of().formatHex(whole.digest());
        if (!found.equalsIgnoreCase(md5)) {
            throw ApiException.invalid(
                    "md5",
                    "md5_mismatch",
                    "md5 of the parts in this order is %s, the request says %s"
                            .formatted(found, md5));
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + name, missing);
        }
    }
}
