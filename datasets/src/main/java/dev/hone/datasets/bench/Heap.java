package dev.hone.datasets.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.function.ToLongFunction;

/// How much more of the heap is in use, garbage included, than when the measurement began.
final class Heap {
    private final long before;

    private Heap(long before) {
        this.before = before;
    }

    static Heap measured() {
        System.gc();
        long before = bytes(pool -> pool.getUsage().getUsed());
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new Heap(before);
    }

    /// The most at any time since.
    long growth() {
        return bytes(pool -> pool.getPeakUsage().getUsed()) - before;
    }

    private static long bytes(ToLongFunction<MemoryPoolMXBean> bytes) {
        return pools().stream().mapToLong(bytes).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
