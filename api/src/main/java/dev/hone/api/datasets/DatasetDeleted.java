package dev.hone.api.datasets;

/// The answer to a deletion.
record DatasetDeleted(String id, String object, boolean deleted) {}
