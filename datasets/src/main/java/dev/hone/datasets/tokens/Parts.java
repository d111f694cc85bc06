package dev.hone.datasets.tokens;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.tokens.Reading.Part;
import java.util.ArrayList;
import java.util.List;

/// Finds what the author of a row wrote in the text that a template made of it.
final class Parts {
    private Parts() {}

    static List<Part> of(Sample sample, String text) {
        return switch (sample) {
            case Sample.Chat chat -> of(chat.messages(), text);
            case Sample.Completion(var prompt, _) -> {
                int asked = prompt.codePointCount(0, prompt.length());
                int all = text.codePointCount(0, text.length());
                yield List.of(
                        new Part("prompt", 0, 0, asked), new Part("completion", 1, asked, all));
            }
            case Sample.Text _ ->
                    List.of(new Part("text", 0, 0, text.codePointCount(0, text.length())));
            case Sample.Preference _, Sample.TextPreference _ -> List.of();
        };
    }

    /// Templates write the contents in order, as they are or without blanks around them. A content
    /// that cannot be found so was changed by the template, and counts as its text.
    private static List<Part> of(List<ChatMessage> messages, String text) {
        var parts = new ArrayList<Part>();
        int from = 0;
        int points = 0;
        for (int index = 0; index < messages.size(); index++) {
            var content = messages.get(index).content();
            int at = content.isEmpty() ? -1 : text.indexOf(content, from);
            if (at < 0) {
                content = content.strip();
                at = content.isEmpty() ? -1 : text.indexOf(content, from);
            }
            if (at >= 0) {
                int start = points + text.codePointCount(from, at);
                int end = start + content.codePointCount(0, content.length());
                parts.add(new Part(messages.get(index).role(), index, start, end));
                from = at + content.length();
                points = end;
            }
        }
        return parts;
    }
}
