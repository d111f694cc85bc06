package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Faults;

/// Rows of plain texts.
final class PlainShapes {
    private PlainShapes() {}

    static RowOutcome completion(ObjectNode row) {
        var faults = new Faults();
        var prompt = Strings.required(row, "prompt", "prompt", true, faults);
        var completion = Strings.required(row, "completion", "completion", false, faults);
        return RowOutcome.of(
                faults,
                () -> new Sample.Completion(prompt.orElseThrow(), completion.orElseThrow()));
    }

    static RowOutcome text(ObjectNode row) {
        var faults = new Faults();
        var text = Strings.required(row, "text", "text", false, faults);
        return RowOutcome.of(faults, () -> new Sample.Text(text.orElseThrow()));
    }
}
