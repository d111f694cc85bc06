package dev.hone.protocol;

/// One file of a directory that is kept in the object store.
///
/// @param path relative path inside the directory, forward slashes
public record NamedObject(String path, ObjectRef object) {
    public NamedObject {
        Checks.notBlank("path", path);
        if (path.startsWith("/") || path.contains("..") || path.contains("\\")) {
            throw new IllegalArgumentException(
                    "path must be relative and stay inside its directory, was \"%s\""
                            .formatted(path));
        }
    }
}
