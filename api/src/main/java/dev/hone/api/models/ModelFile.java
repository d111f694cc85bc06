package dev.hone.api.models;

import dev.hone.protocol.NamedObject;

/// One file of a model.
///
/// @param path relative, forward slashes
record ModelFile(String path, long bytes, String sha256) {
    static ModelFile of(NamedObject file) {
        return new ModelFile(file.path(), file.object().bytes(), file.object().sha256());
    }
}
