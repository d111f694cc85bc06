package dev.hone.launcher.commands;

/// What scripts can rely on.
public final class ExitCode {
    public static final int OK = 0;

    /// The job failed, the platform could not start, or something unexpected happened.
    public static final int FAILED = 1;

    /// The command line is wrong.
    public static final int USAGE = 2;

    /// No Hone answers.
    public static final int UNREACHABLE = 3;

    /// Hone answers that it will not do that.
    public static final int REFUSED = 4;

    private ExitCode() {}
}
