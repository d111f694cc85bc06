package dev.hone.orchestrator.jobs;

/// Where an attempt keeps its objects: the token in the key keeps two attempts apart.
final class StorePrefix {
    private StorePrefix() {}

    static String of(String jobId, long token) {
        return "%st%d/".formatted(ofJob(jobId), token);
    }

    static String ofJob(String jobId) {
        return "jobs/%s/".formatted(jobId);
    }
}
