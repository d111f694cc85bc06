package dev.hone.orchestrator.uploads;

import dev.hone.protocol.ObjectRef;
import java.time.Instant;

/// A part of an upload as its owner sees it.
public record PartView(String id, String uploadId, ObjectRef object, Instant createdAt) {}
