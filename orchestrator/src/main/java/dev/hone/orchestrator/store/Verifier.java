package dev.hone.orchestrator.store;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Looks whether objects are what a worker says they are.
@ApplicationScoped
public class Verifier {
    private final ObjectStore store;

    public Verifier(ObjectStore store) {
        this.store = store;
    }

    /// What is wrong with the objects, one sentence each: missing, or of another length.
    public List<String> wrongSizes(Collection<NamedObject> files) throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : files) {
            wrongSize(file.object()).ifPresent(wrong::add);
        }
        return wrong;
    }

    /// What is wrong with the objects, one sentence each, after reading every byte of them.
    public List<String> wrongBytes(Collection<ObjectRef> objects) throws IOException {
        var wrong = new ArrayList<String>();
        for (var object : objects) {
            var size = wrongSize(object);
            if (size.isPresent()) {
                wrong.add(size.get());
                continue;
            }
            wrongDigest(object).ifPresent(wrong::add);
        }
        return wrong;
    }

    private Optional<String> wrongSize(ObjectRef object) throws IOException {
        var size = sizeOf(object.key());
        if (size.isEmpty()) {
            return Optional.of("\"%s\" is not in the store".formatted(object.key()));
        }
        if (size.get() != object.bytes()) {
            return Optional.of(
                    "\"%s\" must have %d bytes, has %d"
                            .formatted(object.key(), object.bytes(), size.get()));
        }
        return Optional.empty();
    }

    private Optional<Long> sizeOf(String key) throws IOException {
        try {
            return store.size(key);
        } catch (StoreException.RefusedKey _) {
            return Optional.empty();
        }
    }

    private Optional<String> wrongDigest(ObjectRef object) throws IOException {
        try (var bytes = store.open(object.key());
                var digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            bytes.transferTo(digest);
            var found = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            return found.equals(object.sha256())
                    ? Optional.empty()
                    : Optional.of(
                            "\"%s\" must have SHA-256 %s, has %s"
                                    .formatted(object.key(), object.sha256(), found));
        } catch (StoreException.MissingObject _) {
            return Optional.of("\"%s\" is not in the store".formatted(object.key()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
