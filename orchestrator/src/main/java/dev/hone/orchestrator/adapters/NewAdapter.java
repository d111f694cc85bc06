package dev.hone.orchestrator.adapters;

import dev.hone.protocol.AdapterManifest;
import dev.hone.protocol.JobSpec;

/// A verified adapter that enters the registry.
///
/// @param token token of the attempt that made it
public record NewAdapter(JobSpec spec, long token, AdapterManifest manifest) {}
