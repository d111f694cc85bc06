package dev.hone.datasets.check;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/// The texts of a sample.
///
/// @param asked what an answer is given to, all of it; of plain text itself
/// @param answer the last turn, or both of a preference; empty for plain text
/// @param all every text
record SampleTexts(List<String> asked, List<String> answer, List<String> all) {
    SampleTexts {
        asked = List.copyOf(asked);
        answer = List.copyOf(answer);
        all = List.copyOf(all);
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
            case Sample.Preference preference ->
                    of(
                            said(preference.prompt()),
                            joined(said(preference.chosen()), said(preference.rejected())));
            case Sample.TextPreference(var prompt, var chosen, var rejected) ->
                    of(List.of(prompt), List.of(chosen, rejected));
        };
    }

    private static SampleTexts ofChat(Sample.Chat chat) {
        var messages = chat.messages();
        int last = messages.size() - 1;
        var asked = new ArrayList<>(said(messages.subList(0, last)));
        chat.tools().forEach(tool -> asked.add(tool.definition().toString()));
        return new SampleTexts(asked, said(messages.subList(last, last + 1)), said(messages));
    }

    private static SampleTexts of(List<String> asked, List<String> answer) {
        return new SampleTexts(asked, answer, joined(asked, answer));
    }

    private static List<String> said(List<ChatMessage> messages) {
        var said = new ArrayList<String>();
        for (ChatMessage message : messages) {
            said.add(message.role());
            said.add(message.content());
            message.toolCalls().forEach(call -> said.add(call.name() + call.arguments()));
        }
        return said;
    }

    private static List<String> joined(List<String> some, List<String> others) {
        var joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }
}
