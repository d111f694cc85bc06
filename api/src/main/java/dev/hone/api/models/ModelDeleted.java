package dev.hone.api.models;

/// The answer to a deletion.
record ModelDeleted(String id, String object, boolean deleted) {
    static ModelDeleted of(String id) {
        return new ModelDeleted(id, "model", true);
    }
}
