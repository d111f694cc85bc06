package dev.hone.datasets.check;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/// The texts of a sample.
///
/// @param asked what an answer is given to, all of it; of plain text itself
/// @param answer the last turn, or both of a preference; empty for plain text
/// @param written every text that somebody wrote: no roles
record SampleTexts(List<String> asked, List<String> answer, List<String> written) {
    SampleTexts {
        asked = List.copyOf(asked);
        answer = List.copyOf(answer);
        written = List.copyOf(written);
    }

    static SampleTexts of(Sample sample) {
        return switch (sample) {
            case Sample.Chat chat -> ofChat(chat);
            case Sample.Completion(var prompt, var completion) ->
                    of(List.of(prompt), List.of(completion));
            case Sample.Text(var text) -> {
                var all = List.of(text);
                yield new SampleTexts(all, List.of(), all);
            }
            case Sample.Preference preference -> ofPreference(preference);
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    of(List.of(prompt), List.of(chosen, rejected));
        };
    }

    private static SampleTexts ofChat(Sample.Chat chat) {
        var messages = chat.messages();
        int last = messages.size() - 1;
        var asked = new ArrayList<>(said(messages.subList(0, last)));
        chat.tools().forEach(tool -> asked.add(tool.definition().toString()));
        return new SampleTexts(asked, said(messages.subList(last, last + 1)), written(messages));
    }

    private static SampleTexts ofPreference(Sample.Preference preference) {
        var answers = joined(preference.chosen(), preference.rejected());
        return new SampleTexts(
                said(preference.prompt()),
                said(answers),
                written(joined(preference.prompt(), answers)));
    }

    private static SampleTexts of(List<String> asked, List<String> answer) {
        return new SampleTexts(asked, answer, joined(asked, answer));
    }

    /// Who said what.
    private static List<String> said(List<ChatMessage> messages) {
        var said = new ArrayList<String>();
        for (ChatMessage message : messages) {
            said.add(message.role());
            said.addAll(written(List.of(message)));
        }
        return said;
    }

    private static List<String> written(List<ChatMessage> messages) {
        var written = new ArrayList<String>();
        for (ChatMessage message : messages) {
            written.add(message.content());
            message.toolCalls().forEach(call -> written.add(call.name() + call.arguments()));
        }
        return written;
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        var joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }
}
