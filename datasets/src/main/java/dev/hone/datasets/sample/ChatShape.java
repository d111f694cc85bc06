package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import org.jspecify.annotations.Nullable;

/// Rows of `messages`, as OpenAI's fine-tuning takes them.
final class ChatShape {
    private ChatShape() {}

    static RowOutcome read(ObjectNode row) {
        var faults = new Faults();
        if (row.hasNonNull("functions")) {
            faults.add(
                    FaultCode.FORMAT_NOT_SUPPORTED,
                    "functions",
                    "functions is the old form; write tools");
        }
        var tools = new ToolReader(faults).tools(row.get("tools"), "tools");
        var parallel = parallel(row, faults);
        var messages = new MessageReader(faults).read(row.get("messages"), "messages");
        new Conversation(messages, "messages", "role", faults).check();
        return RowOutcome.of(faults, () -> new Sample.Chat(messages, tools, parallel));
    }

    private static @Nullable Boolean parallel(ObjectNode row, Faults faults) {
        var node = row.get("parallel_tool_calls");
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isBoolean()) {
            faults.add(
                    FaultCode.WRONG_TYPE,
                    "parallel_tool_calls",
                    node,
                    "parallel_tool_calls must be true or false, was %s %s"
                            .formatted(Quote.kind(node), Quote.value(node))
                            .strip());
        }
        return node.booleanValue();
    }
}
