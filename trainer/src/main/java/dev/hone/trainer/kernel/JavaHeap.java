package dev.hone.trainer.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/// What the Java heap takes of the process's memory.
public final class JavaHeap {
    private JavaHeap() {}

    /// Bytes that are resident before long: of the pool that new objects go to all that is set
    /// aside, since it is filled before it is collected; of the others what is in use.
    public static long resident() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(JavaHeap::resident)
                .sum();
    }

    private static long resident(MemoryPoolMXBean pool) {
        var usage = pool.getUsage();
        return pool.getName().contains("Eden") ? usage.getCommitted() : usage.getUsed();
    }
}
