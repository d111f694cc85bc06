package dev.hone.datasets.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.sample.ChatMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatTemplateTest {
    private static final List<ChatMessage> SHORT =
            List.of(ChatMessage.of("user", "Hi"), ChatMessage.of("assistant", "Hello!"));

    /// Made with transformers by src/test/python/template_references.py: templates written for Hone
    /// with many conversations, and single constructs of Jinja.
    static Stream<Named<References.Case>> references() throws IOException {
        try (var file = ChatTemplateTest.class.getResourceAsStream("/templates/references.json")) {
            return new References(new ObjectMapper().readTree(file))
                    .cases()
                    .map(reference -> Named.of(reference.name(), reference));
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void rendersAsTransformersDo(References.Case reference) {
        assertThat(reference.difference()).isEmpty();
    }

    private static String rendered(String template) {
        return ChatTemplate.parse(template).render(SHORT, false, Map.of()).text();
    }

    @Test
    void absentToolsAndDocumentsAreNoneAndNotUndefined() {
        assertThat(rendered("{{ tools is defined and tools is none }}{{ documents is not none }}"))
                .isEqualTo("TrueFalse");
    }

    @Test
    void aRefusalOfTheTemplateIsToldApartFromItsFaults() {
        assertThatThrownBy(() -> rendered("{{ raise_exception('no tools here') }}"))
                .isInstanceOf(TemplateException.Refusal.class)
                .hasMessage("the chat template refuses the conversation: no tools here");
    }

    @Test
    void aFaultNamesItsLine() {
        assertThatThrownBy(() -> rendered("a\n{% if true %}\n{{ gone.content }}\n{% endif %}"))
                .hasMessage(
                        "chat template, line 3: \"gone\" is undefined, so it has no \"content\"");
        assertThatThrownBy(() -> ChatTemplate.parse("a\nb {% endfor %}"))
                .hasMessage("chat template, line 2: {% endfor %} closes nothing");
        assertThatThrownBy(() -> ChatTemplate.parse("{% include 'x' %}"))
                .hasMessageContaining("{% include %} is not supported; known are if, for");
    }

    @Test
    void theDateIsTheClocksAndWithoutAClockTheTemplatesOwn() {
        var template =
                "{{ strftime_now('%d %b %Y, %-d %B %H:%M 100%%') if strftime_now is defined else 'never' }}";
        var clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

        assertThat(ChatTemplate.parse(template, clock).render(SHORT, false, Map.of()).text())
                .isEqualTo("04 Mar 2026, 4 March 05:06 100%");
        assertThat(rendered(template)).isEqualTo("never");
    }

    @Test
    void generationInsideAMacroIsRefused() {
        var template = "{% macro m() %}{% generation %}x{% endgeneration %}{% endmacro %}{{ m() }}";

        assertThat(ChatTemplate.parse(template).marksGeneration()).isTrue();
        assertThatThrownBy(() -> rendered(template))
                .hasMessageContaining("{% generation %} must not stand in a macro");
    }
}
