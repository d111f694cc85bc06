package dev.hone.trainer.worker;

/// A value that must not reach a log by way of `toString`.
record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
