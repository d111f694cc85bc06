package dev.hone.protocol;

/// Names on the broker.
public final class Topics {
    /// Events of all running attempts, keyed by job id.
    public static final String EVENTS = "hone.events";

    /// Records of the event topic that cannot become events, each with the reason.
    public static final String DEAD_EVENTS = "hone.events.dead";

    private Topics() {}

    /// The bell of one pool.
    public static String jobs(String pool) {
        return "hone.jobs." + pool;
    }

    /// The share group that the workers of one pool listen with.
    public static String workers(String pool) {
        return "hone-workers-" + pool;
    }
}
