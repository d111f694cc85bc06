package dev.hone.protocol;

/// Whether a job that failed may be tried again as it is.
public enum Retry {
    /// Something must change before.
    NEVER("no"),
    /// It is not started again by itself, but may be submitted again.
    BY_HAND("not by itself; the same job may be submitted again"),
    /// It is started once more.
    ONCE("once"),
    /// It is started again after a pause that doubles, up to the limit of its class.
    REPEATEDLY("after a pause that doubles, up to the limit of its class");

    private final String inWords;

    Retry(String inWords) {
        this.inWords = inWords;
    }

    /// Whether the same job, unchanged, may succeed another time.
    public boolean mayHelp() {
        return this != NEVER;
    }

    public String inWords() {
        return inWords;
    }
}
