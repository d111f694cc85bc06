package dev.hone.protocol;

import java.util.List;

/// A base model as a job sees it: a name for people and a digest that never changes.
///
/// @param digest SHA-256 over the sorted list of (path, SHA-256) of its files
public record BaseRef(String name, String digest, List<NamedObject> files) {
    public BaseRef {
        Checks.notBlank("name", name);
        Checks.sha256("digest", digest);
        files = List.copyOf(files);
    }
}
