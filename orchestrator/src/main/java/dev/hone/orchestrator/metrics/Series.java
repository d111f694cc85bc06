package dev.hone.orchestrator.metrics;

import java.util.List;

/// One metric over the steps of a job.
///
/// @param stored how many points there are; as many as `points` where none was left out
/// @param points in the order of steps
public record Series(Metric metric, long stored, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    public record Point(int step, double value) {}
}
