package dev.hone.orchestrator.outbox;

/// One row of the outbox on its way.
record Message(long id, String topic, String key, String payload) {}
