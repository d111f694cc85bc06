package dev.hone.datasets.plan;

import org.jspecify.annotations.Nullable;

/// What a [WorkloadMain] says: one line of JSON with one of the two.
///
/// @param refused why these rows on this base come to nothing
public record WorkloadAnswer(@Nullable Workload workload, @Nullable String refused) {}
