package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.preflights.PreflightView;
import dev.hone.protocol.PreflightSpec;

/// A submission whose rows are gone over.
///
/// @param named the preflight as the spec names it
public record Examined(Submission submission, PreflightSpec named, PreflightView preflight) {}
