package dev.hone.datasets.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.function.ToLongFunction;

/// Most heap in use since the start, garbage included, over what was in use then.
final class HeapGrowth {
    private final long before;

    private HeapGrowth(long before) {
        this.before = before;
    }

    static HeapGrowth start() {
        System.gc();
        long before = heap(pool -> pool.getUsage().getUsed());
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new HeapGrowth(before);
    }

    long bytes() {
        return heap(pool -> pool.getPeakUsage().getUsed()) - before;
    }

    private static long heap(ToLongFunction<MemoryPoolMXBean> bytes) {
        return pools().stream().mapToLong(bytes).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
