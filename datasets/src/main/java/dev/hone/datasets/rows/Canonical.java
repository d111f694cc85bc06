package dev.hone.datasets.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.ToolCall;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what a sample says so that two samples have the same bytes if and only if they say the
/// same: each value behind a letter for its kind, each text and list behind its length. The order
/// of a map's members counts, since a chat template shows it to the model.
final class Canonical {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    void clear() {
        bytes.reset();
    }

    Canonical mark(char kind) {
        bytes.write(kind);
        return this;
    }

    Canonical text(String text) {
        var utf8 = text.getBytes(UTF_8);
        mark('s').length(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    /// Who said what; not whether it is learned.
    Canonical said(List<ChatMessage> messages) {
        mark('m').length(messages.size());
        for (var message : messages) {
            text(message.role()).text(message.content());
            mark('c').length(message.toolCalls().size());
            message.toolCalls().forEach(this::call);
            value(message.toolCallId());
        }
        return this;
    }

    /// Which turns are learned: a weight of 1 says what no weight says.
    Canonical learned(List<ChatMessage> messages) {
        messages.forEach(message -> mark(message.isLearned() ? 'l' : 'n'));
        return this;
    }

    /// @param value text, long, double, truth value, null, list or map of these
    Canonical value(@Nullable Object value) {
        switch (value) {
            case null -> mark('0');
            case String text -> text(text);
            case Long number -> mark('i').text(number.toString());
            case Double number -> mark('d').text(number.toString());
            case Boolean truth -> mark(truth ? 't' : 'f');
            case List<?> list -> {
                mark('[').length(list.size());
                list.forEach(this::value);
            }
            case Map<?, ?> map -> {
                mark('{').length(map.size());
                map.forEach((name, member) -> text(String.valueOf(name)).value(member));
            }
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
        return this;
    }

    private void call(ToolCall call) {
        value(call.id()).text(call.name()).value(call.arguments());
    }

    private void length(int length) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(length >>> shift);
        }
    }
}
