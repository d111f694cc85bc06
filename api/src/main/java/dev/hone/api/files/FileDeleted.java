package dev.hone.api.files;

/// The answer to a deletion.
record FileDeleted(String id, String object, boolean deleted) {
    static FileDeleted of(String id) {
        return new FileDeleted(id, "file", true);
    }
}
