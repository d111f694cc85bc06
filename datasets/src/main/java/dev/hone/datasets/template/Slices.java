package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's slices.
final class Slices {
    private Slices() {}

    static <T> List<T> of(
            List<T> items, @Nullable Long from, @Nullable Long to, @Nullable Long every) {
        long step = every == null ? 1 : every;
        if (step == 0) {
            throw new TemplateException("the step of a slice must not be 0");
        }
        long size = items.size();
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1;
        long start = from == null ? (step > 0 ? low : high) : within(from, size, low, high);
        long end = to == null ? (step > 0 ? high : low) : within(to, size, low, high);
        var chosen = new ArrayList<T>();
        for (long index = start; step > 0 ? index < end : index > end; index += step) {
            chosen.add(items.get((int) index));
            if (step > size || step < -size) {
                break;
            }
        }
        return chosen;
    }

    private static long within(long bound, long size, long low, long high) {
        return Math.clamp(bound < 0 ? bound + size : bound, low, high);
    }
}
