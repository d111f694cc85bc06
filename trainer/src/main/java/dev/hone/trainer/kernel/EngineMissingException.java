package dev.hone.trainer.kernel;

/// libtorch or one of its programs could not be loaded.
public final class EngineMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineMissingException(Throwable cause) {
        super("libtorch cannot be loaded: " + cause, cause);
    }
}
