package dev.hone.datasets.rows;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/// Digests of samples, whatever shape and container they were written in.
final class RowDigests {
    private final MessageDigest sha256 = Sha256.digest();
    private final Canonical canonical = new Canonical();

    /// SHA-256 of each, 32 bytes.
    ///
    /// @param asked what the last turn answers: the turns before it, with the tools; the prompt; of
    ///   plain text all of it
    /// @param whole the question with its answer and with which turns are learned
    @SuppressWarnings("ArrayRecordComponent") // lives for one row and is never compared
    record Digests(byte[] asked, byte[] whole) {}

    Digests of(Sample sample) {
        canonical.clear();
        ask(sample);
        byte[] asked = sha256.digest(canonical.toBytes());
        canonical.clear();
        answer(sample);
        sha256.update(asked);
        return new Digests(asked, sha256.digest(canonical.toBytes()));
    }

    private void ask(Sample sample) {
        switch (sample) {
            case Sample.Chat chat -> {
                canonical.mark('C').said(chat.messages().subList(0, chat.messages().size() - 1));
                chat.tools().forEach(tool -> canonical.value(tool.definition()));
            }
            case Sample.Completion(var prompt, _) -> canonical.mark('P').text(prompt);
            case Sample.Text(var text) -> canonical.mark('T').text(text);
            case Sample.Preference preference -> {
                canonical.mark('B').said(preference.prompt());
                preference.tools().forEach(tool -> canonical.value(tool.definition()));
            }
            case Sample.TextPreference(var prompt, _, _) -> canonical.mark('b').text(prompt);
        }
    }

    private void answer(Sample sample) {
        switch (sample) {
            case Sample.Chat chat ->
                    canonical
                            .said(List.of(chat.messages().getLast()))
                            .learned(chat.messages())
                            .value(chat.parallelToolCalls());
            case Sample.Completion(_, var completion) -> canonical.text(completion);
            case Sample.Text _ -> {
                // plain text is all question
            }
            case Sample.Preference preference ->
                    canonical
                            .said(preference.chosen())
                            .said(preference.rejected())
                            .learned(turns(preference));
            case Sample.TextPreference(_, var chosen, var rejected) ->
                    canonical.text(chosen).text(rejected);
        }
    }

    private static List<ChatMessage> turns(Sample.Preference preference) {
        return Stream.of(preference.prompt(), preference.chosen(), preference.rejected())
                .flatMap(List::stream)
                .toList();
    }
}
