package dev.hone.datasets.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.sample.ChatMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
    private static final Map<String, String> VARIABLES =
            Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final List<ChatMessage> SHORT =
            List.of(ChatMessage.of("user", "Hi"), ChatMessage.of("assistant", "Hello!"));

    /// Made with transformers by src/test/python/template_references.py.
    static Stream<Named<JsonNode>> references() throws IOException {
        try (var file = ChatTemplateTest.class.getResourceAsStream("/templates/references.json")) {
            var all = new ObjectMapper().readTree(file);
            return StreamSupport.stream(all.spliterator(), false)
                    .map(reference -> Named.of(reference.get("name").asText(), reference));
        }
    }

    private static List<ChatMessage> messages(JsonNode reference) {
        var messages = new ArrayList<ChatMessage>();
        for (var message : reference.get("messages")) {
            messages.add(
                    ChatMessage.of(message.get("role").asText(), message.get("content").asText()));
        }
        return messages;
    }

    @ParameterizedTest
    @MethodSource("references")
    void rendersAsTransformersDo(JsonNode reference) {
        var template = reference.get("template").asText();
        var prompt = reference.get("prompt").asBoolean();
        if (reference.has("error")) {
            assertThatThrownBy(() ->
                            ChatTemplate.parse(template)
                                    .render(messages(reference), prompt, VARIABLES))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageMatching("(chat template, line \\d+: |the chat template ).+");
            return;
        }

        var rendered = ChatTemplate.parse(template).render(messages(reference), prompt, VARIABLES);

        assertThat(rendered.text()).isEqualTo(reference.get("text").asText());
        var spans = new ArrayList<Rendered.Span>();
        for (var span : reference.get("spans")) {
            spans.add(codePoints(rendered.text(), span.get(0).asInt(), span.get(1).asInt()));
        }
        assertThat(rendered.generated()).isEqualTo(spans);
    }

    private static String rendered(String template) {
        return ChatTemplate.parse(template).render(SHORT, false, Map.of()).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(100000000) %}{% endfor %}",
                "{% for i in range(3000) %}{% for j in range(3000) %}x{% endfor %}{% endfor %}",
                "{{ 'x' * 1000000000 }}",
                "{{ 'x' * 9000000000000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{{ [] * 9000000000000000000 }}",
                "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
                "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
                "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s | replace('x', 'xx') %}{% endfor %}",
                "{% macro again(n) %}{{ again(n + 1) }}{% endmacro %}{{ again(0) }}",
                "{{ 9223372036854775807 + 1 }}",
                "{{ 2 ** 100 }}"
            })
    void aTemplateCannotUseMoreThanItsShare(String template) {
        assertThatThrownBy(() -> rendered(template)).isInstanceOf(TemplateException.class);
    }

    @Test
    void aTemplateThatNestsWithoutEndIsRefusedWhenItIsRead() {
        assertThatThrownBy(() -> ChatTemplate.parse("{{ " + "(".repeat(100_000)))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> ChatTemplate.parse("{{ " + "not ".repeat(100_000) + "x }}"))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> ChatTemplate.parse("{{ " + "- ".repeat(100_000) + "1 }}"))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> ChatTemplate.parse("{% if true %}".repeat(50_000)))
                .isInstanceOf(TemplateException.class);
        var chain = "{{ 1" + " + 1".repeat(50_000) + " }}";
        assertThatThrownBy(() -> rendered(chain)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__ }}",
                "{{ messages.__class__ }}",
                "{{ messages[0].getClass }}",
                "{{ self }}{{ cycler }}{{ _self }}",
                "{{ ''['__class__'] }}"
            })
    void nothingOfTheHostCanBeReached(String template) {
        assertThat(rendered(template)).isEmpty();
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
        assertThatThrownBy(() -> ChatTemplate.parse("{% call x() %}{% endcall %}"))
                .hasMessageContaining("{% call %} is not supported; known are if, for");
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

    /// Python counts code points, Java chars.
    private static Rendered.Span codePoints(String text, int start, int end) {
        return new Rendered.Span(
                text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
