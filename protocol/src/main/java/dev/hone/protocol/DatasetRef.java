package dev.hone.protocol;

/// One uploaded dataset file, addressed by content.
public record DatasetRef(String fileId, String filename, ObjectRef object) {
    public DatasetRef {
        Checks.notBlank("fileId", fileId);
    }
}
