package dev.hone.protocol;

/// The answer to a heartbeat that was still in time.
public record HeartbeatReply(Directive directive) {}
