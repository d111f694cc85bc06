package dev.hone.api.http;

/// A `Range` behind the end of the file.
public final class UnsatisfiableRange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long size;

    UnsatisfiableRange(long size) {
        super("The file has only %d bytes".formatted(size), null, false, false);
        this.size = size;
    }

    /// Size of the whole file, in bytes.
    public long size() {
        return size;
    }
}
