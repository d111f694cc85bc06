package dev.hone.datasets.privacy;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.Tool;
import dev.hone.datasets.sample.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Replaces every text of a sample that a model may read: contents, and the names and values of
/// tool calls and tools. Roles and ids stay.
final class SampleTexts {
    private final UnaryOperator<String> change;

    private SampleTexts(UnaryOperator<String> change) {
        this.change = change;
    }

    static Sample mapped(Sample sample, UnaryOperator<String> change) {
        var texts = new SampleTexts(change);
        return switch (sample) {
            case Sample.Chat(var messages, var tools, var parallel) ->
                    new Sample.Chat(texts.messages(messages), texts.tools(tools), parallel);
            case Sample.Completion(var prompt, var completion) ->
                    new Sample.Completion(change.apply(prompt), change.apply(completion));
            case Sample.Text(var text) -> new Sample.Text(change.apply(text));
            case Sample.Preference(var prompt, var chosen, var rejected, var tools) ->
                    new Sample.Preference(
                            texts.messages(prompt),
                            texts.messages(chosen),
                            texts.messages(rejected),
                            texts.tools(tools));
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    new Sample.TextPreference(
                            change.apply(prompt), change.apply(chosen), change.apply(rejected));
        };
    }

    private List<ChatMessage> messages(List<ChatMessage> messages) {
        return messages.stream()
                .map(message ->
                        new ChatMessage(
                                message.role(),
                                change.apply(message.content()),
                                message.weight(),
                                message.toolCalls().stream().map(this::call).toList(),
                                message.toolCallId()))
                .toList();
    }

    private ToolCall call(ToolCall call) {
        return new ToolCall(call.id(), change.apply(call.name()), members(call.arguments()));
    }

    private List<Tool> tools(List<Tool> tools) {
        return tools.stream()
                .map(tool -> new Tool(change.apply(tool.name()), members(tool.definition())))
                .toList();
    }

    private Map<String, @Nullable Object> members(Map<?, ?> members) {
        var changed = new LinkedHashMap<String, @Nullable Object>();
        members.forEach(
                (name, value) -> changed.put(change.apply(String.valueOf(name)), value(value)));
        return changed;
    }

    /// A number that had to be changed becomes a text.
    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> change.apply(text);
            case Number number -> number(number);
            case Map<?, ?> members -> members(members);
            case List<?> elements -> elements.stream().map(this::value).toList();
            default -> value; // true and false
        };
    }

    private Object number(Number number) {
        var text = number.toString();
        var changed = change.apply(text);
        return changed.equals(text) ? number : changed;
    }
}
