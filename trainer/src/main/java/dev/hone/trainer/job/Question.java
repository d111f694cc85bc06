package dev.hone.trainer.job;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.tokens.ChatTokenizer;

/// A held-out row as a question with its expected answer.
///
/// @param line in the dataset file, counted from 1
/// @param prompt tokens up to where the answer begins
/// @param asked the row's last question, for people
@SuppressWarnings("ArrayRecordComponent") // token ids, never compared
record Question(int line, int[] prompt, String asked, String expected) {
    static Question of(long line, Sample sample, ChatTokenizer tokenizer) {
        return new Question(
                Math.toIntExact(line),
                tokenizer.prompt(sample),
                asked(sample),
                tokenizer.expected(sample));
    }

    private static String asked(Sample sample) {
        return switch (sample) {
            case Sample.Completion completion -> completion.prompt();
            // no questions: the tokenizer has refused them
            case Sample.Text _, Sample.Preference _, Sample.TextPreference _ -> "";
            case Sample.Chat chat ->
                    chat.messages().reversed().stream()
                            .filter(message -> message.role().equals(ChatMessage.USER))
                            .map(ChatMessage::content)
                            .findFirst()
                            .orElse("");
        };
    }
}
