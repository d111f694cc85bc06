package dev.hone.datasets.store;

import dev.hone.protocol.ObjectRef;
import java.io.IOException;

/// What can be wrong with an object, as opposed to a disk or network that fails.
public sealed class StoreException extends IOException {
    private StoreException(String message) {
        super(message);
    }

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The key holds other bytes already; an object is written once.
    public static final class KeyTaken extends StoreException {
        KeyTaken(String key) {
            super(
                    "\"%s\" exists with other content; an object is never overwritten"
                            .formatted(key));
        }
    }

    /// Nothing is stored under the key.
    public static final class MissingObject extends StoreException {
        MissingObject(String key) {
            super("nothing is stored under \"%s\"".formatted(key));
        }
    }

    /// The stored bytes are not those that were promised.
    public static final class CorruptObject extends StoreException {
        CorruptObject(ObjectRef expected, ObjectRef found) {
            super(
                    "\"%s\" should be %d bytes with SHA-256 %s, but is %d bytes with SHA-256 %s"
                            .formatted(
                                    expected.key(),
                                    expected.bytes(),
                                    expected.sha256(),
                                    found.bytes(),
                                    found.sha256()));
        }
    }

    /// There is no room for the object; nothing of it was kept.
    public static final class StoreFull extends StoreException {
        StoreFull(String key, IOException cause) {
            super(
                    "no space left to store \"%s\"; free some space and try again".formatted(key),
                    cause);
        }
    }

    /// The key is not one that every kind of store can hold.
    public static final class RefusedKey extends StoreException {
        RefusedKey(String key, String rule) {
            super("key \"%s\" is refused: %s".formatted(key, rule));
        }
    }
}
