package dev.hone.datasets.content;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.List;

/// A row as the looks see it.
///
/// @param text question and answer, without a system message, which many rows share
/// @param questionEnd in chars of the text; the answer follows: the last turn, or both of a
///   preference
/// @param answered not so of plain text
record ContentRow(
        ContentFile file,
        long line,
        Sample sample,
        String text,
        int questionEnd,
        boolean answered) {

    static ContentRow of(ContentFile file, long line, Sample sample) {
        return switch (sample) {
            case Sample.Chat(var messages, _, _) -> {
                int last = messages.size() - 1;
                yield of(
                        file,
                        line,
                        sample,
                        messages.subList(0, last),
                        messages.subList(last, last + 1),
                        List.of());
            }
            case Sample.Completion(var prompt, var completion) ->
                    new ContentRow(
                            file, line, sample, prompt + "\n" + completion, prompt.length(), true);
            case Sample.Text(var text) ->
                    new ContentRow(file, line, sample, text, text.length(), false);
            case Sample.Preference(var prompt, var chosen, var rejected, _) ->
                    of(file, line, sample, prompt, chosen, rejected);
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    new ContentRow(
                            file,
                            line,
                            sample,
                            prompt + "\n" + chosen + "\n" + rejected,
                            prompt.length(),
                            true);
        };
    }

    private static ContentRow of(
            ContentFile file,
            long line,
            Sample sample,
            List<ChatMessage> asked,
            List<ChatMessage> answered,
            List<ChatMessage> rejected) {
        var text = new StringBuilder();
        say(asked, text);
        int questionEnd = text.length();
        say(answered, text);
        say(rejected, text);
        return new ContentRow(file, line, sample, text.toString(), questionEnd, true);
    }

    String question() {
        return text.substring(0, questionEnd);
    }

    /// Empty of plain text.
    String answer() {
        return text.substring(questionEnd).strip();
    }

    private static void say(List<ChatMessage> messages, StringBuilder text) {
        for (ChatMessage message : messages) {
            if (!message.role().equals(ChatMessage.SYSTEM)) {
                text.append(text.isEmpty() ? "" : "\n").append(message.content());
                message.toolCalls()
                        .forEach(call ->
                                text.append('\n')
                                        .append(call.name())
                                        .append(' ')
                                        .append(call.arguments()));
            }
        }
    }
}
