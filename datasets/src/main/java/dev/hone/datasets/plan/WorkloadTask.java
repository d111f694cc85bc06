package dev.hone.datasets.plan;

import dev.hone.datasets.store.StoreSettings;
import dev.hone.protocol.JobSpec;

/// What a [WorkloadMain] is told through its standard input: one line of JSON.
public record WorkloadTask(StoreSettings store, JobSpec spec) {}
