package dev.hone.trainer.bench;

import java.util.List;

/// Everything that is wrong with a command line or the model that it names.
final class BenchFaults extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFaults(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
