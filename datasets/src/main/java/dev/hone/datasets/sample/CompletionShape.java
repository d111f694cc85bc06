package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/// Rows of `prompt` and `completion`.
final class CompletionShape {
    private CompletionShape() {}

    static RowParser.Outcome read(ObjectNode row) {
        var faults = new ArrayList<Fault>();
        var prompt = Strings.required(row, "prompt", "prompt", true, faults);
        var completion = Strings.required(row, "completion", "completion", false, faults);
        if (!faults.isEmpty()) {
            return new RowParser.Refused(faults);
        }
        return new RowParser.Parsed(
                new Sample.Completion(prompt.orElseThrow(), completion.orElseThrow()));
    }
}
