package dev.hone.launcher.platform;

/// The platform cannot start for a reason that the person at the terminal can mend.
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
