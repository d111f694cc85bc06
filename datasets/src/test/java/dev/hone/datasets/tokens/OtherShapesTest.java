package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.Tool;
import dev.hone.datasets.sample.ToolCall;
import dev.hone.datasets.template.ChatTemplate;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.protocol.LossOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherShapesTest {
    private static final Path TINY = Path.of("src/test/resources/tokenizer");

    @Test
    void allOfAPlainTextIsLearnedWithAStopToken() throws IOException {
        try (var tokenizer = ChatTokenizer.load(TINY)) {
            for (var lossOn : LossOn.values()) {
                var row = tokenizer.tokenize(new Sample.Text("why? so"), lossOn, 100).sample();

                assertThat(tokenizer.stopTokens()).contains(row.ids()[row.length() - 1]);
                assertThat(row.labelledCount()).isEqualTo(row.length() - 1);
                assertThat(tokenizer.decode(row.ids())).isEqualTo("why? so");
            }
        }
    }

    @Test
    void whatHasNoSingleAnswerIsRefusedWithTheReason() throws IOException {
        var message = List.of(ChatMessage.of("assistant", "b"));
        var asked = List.of(ChatMessage.of("user", "a"));
        try (var tokenizer = ChatTokenizer.load(TINY)) {
            for (var sample :
                    List.of(
                            new Sample.TextPreference("a", "b", "c"),
                            new Sample.Preference(asked, message, message, List.of()))) {
                assertThatThrownBy(() -> tokenizer.tokenize(sample, 100))
                        .isInstanceOf(RefusedSample.class)
                        .hasMessageContaining("no single answer");
            }
            assertThatThrownBy(() -> tokenizer.prompt(new Sample.Text("a")))
                    .isInstanceOf(RefusedSample.class)
                    .hasMessageContaining("asks for nothing");
        }
    }

    @Test
    void toolsCallsAndAnswersReachTheTemplate() {
        var template =
                ChatTemplate.parse(
                        "{% for t in tools %}{{ t.function.name }};{% endfor %}{% for m in messages %}{{ m.role }}:{{"
                                + " m.content }}{% for c in m.tool_calls %}{{ c.id }}{{ c.function.arguments.city"
                                + " }}{% endfor %}{% if m.tool_call_id %}#{{ m.tool_call_id }}{% endif %}|{% endfor %}");
        var tool = new Tool("weather", Map.of("function", Map.of("name", "weather")));
        var call = new ToolCall("c1", "weather", Map.of("city", "Bonn"));

        var text =
                new Turns(template, Map.of())
                        .with(List.of(tool))
                        .text(
                                List.of(
                                        ChatMessage.of("user", "a"),
                                        new ChatMessage("assistant", "", null, List.of(call), null),
                                        new ChatMessage("tool", "7", null, List.of(), "c1")),
                                false);

        assertThat(text).isEqualTo("weather;user:a|assistant:c1Bonn|tool:7#c1|");
    }
}
