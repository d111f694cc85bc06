package dev.hone.datasets.sample;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.Faults;
import java.util.List;
import java.util.function.Supplier;

/// What became of a row.
sealed interface RowOutcome {
    record Parsed(Sample sample) implements RowOutcome {}

    record Refused(List<Fault> faults) implements RowOutcome {}

    /// The sample, unless something is wrong.
    static RowOutcome of(Faults faults, Supplier<Sample> sample) {
        return faults.isEmpty() ? new Parsed(sample.get()) : new Refused(faults.all());
    }
}
