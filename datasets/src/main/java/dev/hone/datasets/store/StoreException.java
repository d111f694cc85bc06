package dev.hone.datasets.store;

import dev.hone.protocol.FailureCode;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;

/// What is wrong with an object or with the access to it, as opposed to a disk or network that
/// fails: asking again does not help by itself.
public abstract sealed class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    private StoreException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    private StoreException(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// What a job fails with that cannot go on for it.
    public FailureCode code() {
        return code;
    }

    /// The key holds other bytes already; an object is written once.
    public static final class KeyTaken extends StoreException {
        KeyTaken(String key) {
            super(
                    FailureCode.OBJECT_TAKEN,
                    "\"%s\" exists with other content; an object is never overwritten"
                            .formatted(key));
        }
    }

    /// Nothing is stored under the key.
    public static final class MissingObject extends StoreException {
        MissingObject(String key) {
            super(FailureCode.OBJECT_MISSING, "nothing is stored under \"%s\"".formatted(key));
        }
    }

    /// The stored bytes are not those that were promised.
    public static final class CorruptObject extends StoreException {
        CorruptObject(ObjectRef expected, ObjectRef found) {
            super(
                    FailureCode.OBJECT_CORRUPT,
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
        StoreFull(String key, Exception cause) {
            super(
                    FailureCode.DISK_FULL,
                    "no space left to store \"%s\"; free some space and try again".formatted(key),
                    cause);
        }
    }

    /// The store does not let us in, or not at this object.
    public static final class Denied extends StoreException {
        Denied(String message, Exception cause) {
            super(FailureCode.STORE_DENIED, message, cause);
        }
    }

    /// The store understood, and refuses: a bucket that is not there, another region's.
    public static final class Refused extends StoreException {
        Refused(String message, Exception cause) {
            super(FailureCode.STORE_REFUSED, message, cause);
        }
    }

    /// The key is not one that every kind of store can hold.
    public static final class RefusedKey extends StoreException {
        RefusedKey(String key, String rule) {
            super(FailureCode.UNEXPECTED, "key \"%s\" is refused: %s".formatted(key, rule));
        }
    }
}
