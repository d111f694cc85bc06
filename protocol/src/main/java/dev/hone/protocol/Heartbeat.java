package dev.hone.protocol;

/// A sign of life that renews the lease.
///
/// @param step last finished optimizer step
/// @param totalSteps steps of the whole run, 0 while not yet known
public record Heartbeat(String worker, int step, int totalSteps) {
    public Heartbeat {
        Checks.notBlank("worker", worker);
        Checks.within("step", step, 0, Integer.MAX_VALUE);
    }
}
