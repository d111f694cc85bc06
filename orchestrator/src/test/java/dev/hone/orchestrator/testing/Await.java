package dev.hone.orchestrator.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what happens elsewhere: polls a condition until it holds or the time is up.
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        var deadline = Instant.now().plus(limit);
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError("the condition failed", failure);
        }
    }
}
