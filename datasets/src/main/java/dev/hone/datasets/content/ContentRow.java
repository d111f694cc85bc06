package dev.hone.datasets.content;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A row as the looks see it.
///
/// @param question what is answered, without a system message, which many rows share; of plain text
///   all of it
/// @param answer the last turn, or both of a preference; absent of plain text
record ContentRow(
        ContentFile file, long line, Sample sample, String question, @Nullable String answer) {

    static ContentRow of(ContentFile file, long line, Sample sample) {
        return switch (sample) {
            case Sample.Chat(var messages, _, _) -> {
                int last = messages.size() - 1;
                yield new ContentRow(
                        file,
                        line,
                        sample,
                        said(messages.subList(0, last)),
                        said(messages.subList(last, last + 1)));
            }
            case Sample.Completion(var prompt, var completion) ->
                    new ContentRow(file, line, sample, prompt, completion);
            case Sample.Text(var text) -> new ContentRow(file, line, sample, text, null);
            case Sample.Preference(var prompt, var chosen, var rejected, _) ->
                    new ContentRow(
                            file, line, sample, said(prompt), said(chosen) + "\n" + said(rejected));
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    new ContentRow(file, line, sample, prompt, chosen + "\n" + rejected);
        };
    }

    private static String said(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> !message.role().equals(ChatMessage.SYSTEM))
                .map(ContentRow::said)
                .collect(Collectors.joining("\n"));
    }

    private static String said(ChatMessage message) {
        if (message.toolCalls().isEmpty()) {
            return message.content();
        }
        return message.content()
                + message.toolCalls().stream()
                        .map(call -> "\n" + call.name() + " " + call.arguments())
                        .collect(Collectors.joining());
    }
}
