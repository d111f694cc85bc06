package dev.hone.orchestrator.scheduling;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a job wants of the worker that trains it.
///
/// @param labels that the worker must have, with these values
/// @param memoryMebibytes that a job must be able to plan with there; 0 while nobody knows
public record Needs(Map<String, String> labels, long memoryMebibytes) {
    public static final Needs NONE = new Needs(Map.of(), 0);

    /// Jobs whose memory differs by less than an eighth of an octave wait in the same lane.
    private static final double ROUNDING = 8;

    public Needs {
        labels = Map.copyOf(labels);
        if (memoryMebibytes < 0) {
            throw new IllegalArgumentException(
                    "memoryMebibytes must be at least 0, was " + memoryMebibytes);
        }
    }

    /// The same with a need of memory, rounded down: near the edge the worker itself finds out.
    public Needs withMemory(long mebibytes) {
        return new Needs(labels, rounded(mebibytes));
    }

    private static long rounded(long mebibytes) {
        if (mebibytes <= 1) {
            return mebibytes;
        }
        double octaves = Math.log((double) mebibytes) / Math.log(2);
        double down = Math.floor(octaves * ROUNDING + 1e-9) / ROUNDING;
        return (long) Math.floor(Math.pow(2, down) + 1e-6);
    }

    /// A worker that cannot say what memory it has is believed to have enough.
    public boolean metBy(Traits worker) {
        return worker.labels().entrySet().containsAll(labels.entrySet())
                && (worker.memoryMebibytes() == 0 || worker.memoryMebibytes() >= memoryMebibytes);
    }

    /// As people read it: `region=eu and 7168 MiB of memory`; empty if nothing is wanted.
    public String words() {
        var named =
                new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(", "));
        if (memoryMebibytes == 0) {
            return named;
        }
        var memory = "%d MiB of memory".formatted(memoryMebibytes);
        return named.isEmpty() ? memory : named + " and " + memory;
    }
}
