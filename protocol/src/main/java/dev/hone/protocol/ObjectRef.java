package dev.hone.protocol;

/// Bytes in the object store: where they are, and what they must be.
///
/// @param key the store's key
/// @param sha256 digest of the bytes, lowercase hexadecimal
/// @param bytes length
public record ObjectRef(String key, String sha256, long bytes) {
    public ObjectRef {
        Checks.notBlank("key", key);
        Checks.sha256("sha256", sha256);
        Checks.within("bytes", bytes, 0, Long.MAX_VALUE);
    }
}
