package dev.hone.datasets.rows;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.List;
import java.util.stream.Collectors;

/// A row for people to recognise.
///
/// @param line on which it starts, from 1
/// @param asked the end of its question, shortened
/// @param answer shortened; of plain text empty
public record RowText(long line, String asked, String answer) {
    private static final int LONGEST = 200;

    static RowText of(long line, Sample sample) {
        return switch (sample) {
            case Sample.Chat chat -> {
                var messages = chat.messages();
                int last = messages.size() - 1;
                yield of(line, turns(messages.subList(0, last)), turn(messages.get(last)));
            }
            case Sample.Completion(var prompt, var completion) -> of(line, prompt, completion);
            case Sample.Text(var text) -> of(line, text, "");
            case Sample.Preference preference ->
                    of(
                            line,
                            turns(preference.prompt()),
                            versus(turns(preference.chosen()), turns(preference.rejected())));
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    of(line, prompt, versus(chosen, rejected));
        };
    }

    private static RowText of(long line, String asked, String answer) {
        return new RowText(line, cut(asked), cut(answer));
    }

    private static String versus(String chosen, String rejected) {
        return cut(chosen) + " / " + cut(rejected);
    }

    /// The last one, which the answer follows.
    private static String turns(List<ChatMessage> messages) {
        return messages.isEmpty() ? "" : turn(messages.getLast());
    }

    private static String turn(ChatMessage message) {
        return message.toolCalls().isEmpty()
                ? message.content()
                : message.toolCalls().stream()
                        .map(call -> call.name() + call.arguments())
                        .collect(Collectors.joining(", "));
    }

    private static String cut(String text) {
        int points = text.codePointCount(0, Math.min(text.length(), 2 * LONGEST));
        return points <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
