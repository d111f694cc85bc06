package dev.hone.datasets.base;

import java.io.IOException;

/// A file that is not what it claims to be. The message says how.
public final class UnsafeFileException extends IOException {
    public UnsafeFileException(String message) {
        super(message);
    }
}
