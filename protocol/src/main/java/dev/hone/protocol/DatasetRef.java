package dev.hone.protocol;

/// One uploaded dataset file, addressed by content.
///
/// @param format how it is to be read, as the inspection found it
public record DatasetRef(String fileId, String filename, ObjectRef object, DatasetFormat format) {
    public DatasetRef {
        Checks.notBlank("fileId", fileId);
        format = format == null ? DatasetFormat.DETECT : format;
    }

    public DatasetRef(String fileId, String filename, ObjectRef object) {
        this(fileId, filename, object, DatasetFormat.DETECT);
    }
}
