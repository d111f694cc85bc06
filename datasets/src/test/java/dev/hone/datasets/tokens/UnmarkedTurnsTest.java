package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Templates without `{% generation %}`, which most models come with.
class UnmarkedTurnsTest {
    private static final Path TINY = Path.of("src/test/resources/tokenizer");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP = 2;

    @TempDir Path base;

    private ChatTokenizer withTemplate(String template) throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), base.resolve("tokenizer.json"));
        Files.copy(TINY.resolve("tokenizer_config.json"), base.resolve("tokenizer_config.json"));
        Files.writeString(base.resolve("chat_template.jinja"), template);
        return ChatTokenizer.load(base);
    }

    private static Sample.Chat chat(String... contents) {
        var messages = new ArrayList<ChatMessage>();
        for (var content : contents) {
            messages.add(ChatMessage.of(messages.size() % 2 == 0 ? "user" : "assistant", content));
        }
        return new Sample.Chat(messages);
    }

    private static String labelledText(ChatTokenizer tokenizer, TokenizedSample row) {
        return tokenizer.decode(row.labelled().stream().map(index -> row.ids()[index]).toArray());
    }

    @Test
    void withoutMarksTurnsAreFoundByRenderingTheConversationStepByStep() throws IOException {
        var unmarked =
                "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>\n{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
        var sample = chat("one", "first answer", "two", "second \uD83D\uDE00");
        try (var other = withTemplate(unmarked)) {
            var row = other.tokenize(sample, 1024);

            assertThat(labelledText(other, row)).isEqualTo("first answersecond \uD83D\uDE00");
            assertThat(row.labelled().stream().filter(i -> row.ids()[i] == STOP).count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aTemplateWhoseTurnsChangeLaterIsRefusedWithTheReason() throws IOException {
        var forgetful =
                "{% for m in messages %}<|{{ m.role }}|>{{ m.content if loop.last or m.role == 'user' else 'gone' }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
        try (var other = withTemplate(forgetful)) {
            assertThatThrownBy(() -> other.tokenize(chat("a", "b", "c", "d"), 1024))
                    .isInstanceOfSatisfying(
                            RefusedSample.class,
                            refused ->
                                    assertThat(refused.code()).isEqualTo("template_inconsistent"))
                    .hasMessage(
                            "the chat template has no {% generation %} marks, and messages[1] cannot be found in its text: it reads differently once the conversation goes on; from character 29 on it is \"gone<|end|><|user|>c<|en…\", not \"b<|end|>\"");
        }
    }

    @Test
    void aTemplateWhosePromptIsNotTheStartOfTheTurnIsRefusedWithThePlace() throws IOException {
        var thinking =
                "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>\uD83D\uDCAD{% endif %}";
        try (var other = withTemplate(thinking)) {
            assertThatThrownBy(() -> other.tokenize(chat("\uD83D\uDE00", "\uD83D\uDC4D"), 1024))
                    .isInstanceOfSatisfying(
                            RefusedSample.class,
                            refused ->
                                    assertThat(refused.code()).isEqualTo("template_inconsistent"))
                    .hasMessageEndingWith(
                            "with it, the text does not go on from the generation prompt; from character 29 on it is \"\uD83D\uDC4D<|end|>\", not \"\uD83D\uDCAD\"");
        }
    }

    /// Lines with emoji, combining marks and joined letters, as src/test/python/tokenizer_kinds.py
    /// makes them.
    @Test
    void turnsFoundWithoutMarksAreThoseOfTheMarks() throws IOException {
        var lines =
                JSON.readTree(
                        Files.readString(Path.of("src/test/resources/tokenizers/lines.json")));
        var unmarked =
                "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
        var marked =
                "{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|end|>{% endgeneration %}{% else %}{{ m.content }}<|end|>{% endif %}{% endfor %}";
        var all = new ArrayList<String>();
        lines.forEach(line -> all.add(line.asText()));
        all.removeIf(line -> line.contains("<|end|>"));
        if (all.size() % 2 == 1) {
            all.removeLast();
        }
        assertThat(all).hasSizeGreaterThan(10);
        var sample = chat(all.toArray(String[]::new));

        TokenizedSample found;
        try (var other = withTemplate(unmarked)) {
            found = other.tokenize(sample, 100_000);
        }
        Files.writeString(base.resolve("chat_template.jinja"), marked);
        try (var other = ChatTokenizer.load(base)) {
            var told = other.tokenize(sample, 100_000);
            assertThat(found.ids()).isEqualTo(told.ids());
            assertThat(found.labelled()).isEqualTo(told.labelled());
            var answers = new StringBuilder();
            for (int index = 1; index < all.size(); index += 2) {
                answers.append(all.get(index));
            }
            assertThat(labelledText(other, found)).isEqualTo(answers.toString());
        }
    }
}
