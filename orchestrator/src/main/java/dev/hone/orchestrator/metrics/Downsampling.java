package dev.hone.orchestrator.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps of a series at most so many points: all, if they are no more; otherwise of each stretch of
/// steps the first, the last, the lowest and the highest (M4, Jugel et al., VLDB 2014). A line
/// through them covers what a line through all would cover where a stretch is a pixel, so no spike
/// is lost. It is done in one pass, in memory for the points kept, in whatever order they come.
///
/// Stretches are powers of two long and start at step 0: as a job goes on they stay the same until
/// they are doubled.
final class Downsampling {
    /// One stretch has up to four points.
    static final int FEWEST = 4;

    private final int most;
    private final List<Sample> few = new ArrayList<>();
    private final @Nullable Stretch[] stretches;
    private int shift;
    private long seen;

    /// @param most at least [#FEWEST]
    Downsampling(int most) {
        if (most < FEWEST) {
            throw new IllegalArgumentException(
                    "points must be %d or more, was %d".formatted(FEWEST, most));
        }
        this.most = most;
        this.stretches = new @Nullable Stretch[most / FEWEST];
    }

    private record Stretch(Sample first, Sample last, Sample lowest, Sample highest) {
        static Stretch of(Sample sample) {
            return new Stretch(sample, sample, sample, sample);
        }

        Stretch with(Stretch other) {
            return new Stretch(
                    Sample.BY_STEP.compare(first, other.first) <= 0 ? first : other.first,
                    Sample.BY_STEP.compare(last, other.last) >= 0 ? last : other.last,
                    Sample.BY_VALUE.compare(lowest, other.lowest) <= 0 ? lowest : other.lowest,
                    Sample.BY_HEIGHT.compare(highest, other.highest) >= 0
                            ? highest
                            : other.highest);
        }

        Stream<Sample> samples() {
            return Stream.of(first, last, lowest, highest);
        }
    }

    void add(Sample sample) {
        seen++;
        if (seen <= most) {
            few.add(sample);
            return;
        }
        few.forEach(this::sort);
        few.clear();
        sort(sample);
    }

    long seen() {
        return seen;
    }

    /// In the order of steps.
    Collection<Sample> kept() {
        var kept = new TreeSet<>(Sample.BY_STEP);
        kept.addAll(few);
        Stream.of(stretches).filter(Objects::nonNull).flatMap(Stretch::samples).forEach(kept::add);
        return kept;
    }

    private void sort(Sample sample) {
        while (sample.step() >> shift >= stretches.length) {
            doubleStretches();
        }
        merge(sample.step() >> shift, Stretch.of(sample));
    }

    private void doubleStretches() {
        shift++;
        var finer = stretches.clone();
        for (int i = 0; i < finer.length; i++) {
            stretches[i] = null;
            var one = finer[i];
            if (one != null) {
                merge(i >> 1, one);
            }
        }
    }

    private void merge(int index, Stretch one) {
        var there = stretches[index];
        stretches[index] = there == null ? one : there.with(one);
    }
}
