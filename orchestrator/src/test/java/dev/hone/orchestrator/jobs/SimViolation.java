package dev.hone.orchestrator.jobs;

/// A promise of the protocol was broken in a simulated world.
final class SimViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimViolation(String message) {
        super(message);
    }
}
