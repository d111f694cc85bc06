package dev.hone.datasets.content;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Builds a training and a validation file row by row and surveys them.
final class Surveyed {
    private final List<Sample> training = new ArrayList<>();
    private final List<Sample> validation = new ArrayList<>();

    Surveyed train(String question, String answer) {
        training.add(chat(question, answer));
        return this;
    }

    Surveyed train(Sample sample) {
        training.add(sample);
        return this;
    }

    Surveyed validate(String question, String answer) {
        validation.add(chat(question, answer));
        return this;
    }

    int rows() {
        return training.size();
    }

    List<ContentFinding> findings(Path scratch) {
        try (var survey = new ContentSurvey(scratch)) {
            long line = 0;
            for (Sample sample : training) {
                survey.train(++line, sample);
            }
            line = 0;
            for (Sample sample : validation) {
                survey.validate(++line, sample);
            }
            return survey.findings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sample chat(String question, String answer) {
        return new Sample.Chat(
                List.of(
                        ChatMessage.of(ChatMessage.USER, question),
                        ChatMessage.of(ChatMessage.ASSISTANT, answer)));
    }
}
