package dev.hone.datasets.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What transformers renders, as the scripts in src/test/python write it down.
final class References {
    /// The moment that the scripts let transformers believe it is.
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode file;
    private final Map<String, ChatTemplate> parsed = new HashMap<>();

    References(JsonNode file) {
        this.file = file;
    }

    Stream<Case> cases() {
        return StreamSupport.stream(file.get("cases").spliterator(), false).map(Case::new);
    }

    /// One template with one conversation.
    final class Case {
        private final JsonNode reference;

        private Case(JsonNode reference) {
            this.reference = reference;
        }

        String template() {
            return reference.get("template").asText();
        }

        String name() {
            return "%s, %s%s%s"
                    .formatted(
                            template(),
                            reference.get("conversation").asText(),
                            reference.get("prompt").asBoolean() ? ", prompt" : "",
                            reference.get("variant").asText().isEmpty()
                                    ? ""
                                    : ", " + reference.get("variant").asText());
        }

        boolean fails() {
            return !reference.has("text");
        }

        /// Whether the template has parts for the assistant in this case.
        boolean hasSpans() {
            return !fails() && !reference.get("spans").isEmpty();
        }

        /// How ours differs from transformers, if it does.
        Optional<String> difference() {
            try {
                var rendered = rendered();
                return fails()
                        ? Optional.of("transformers fails with " + failure())
                        : difference(rendered);
            } catch (TemplateException.Refusal refusal) {
                var ours = "the chat template refuses the conversation: ";
                return (ours + reference.path("refusal").asText()).equals(refusal.getMessage())
                        ? Optional.empty()
                        : Optional.of("%s, not %s".formatted(refusal.getMessage(), failure()));
            } catch (TemplateException fault) {
                return reference.has("error")
                        ? Optional.empty()
                        : Optional.of("%s, not %s".formatted(fault.getMessage(), failure()));
            }
        }

        private Rendered rendered() {
            var template =
                    parsed.computeIfAbsent(
                            template(),
                            name ->
                                    ChatTemplate.parse(
                                            file.get("templates").get(name).asText(), CLOCK));
            var variables = new HashMap<String, Object>(map(file.get("variables")));
            variables.putAll(map(file.get("variants").get(reference.get("variant").asText())));
            variables.put("add_generation_prompt", reference.get("prompt").asBoolean());
            variables.put(
                    "messages",
                    JSON.convertValue(
                            file.get("conversations").get(reference.get("conversation").asText()),
                            List.class));
            return template.render(variables);
        }

        private String failure() {
            return fails()
                    ? reference.get("kind").asText()
                            + ": "
                            + reference.path("refusal").asText(reference.path("error").asText())
                    : "a text";
        }

        private Optional<String> difference(Rendered ours) {
            var theirs = reference.get("text").asText();
            if (!ours.text().equals(theirs)) {
                int at = 0;
                int shorter = Math.min(theirs.length(), ours.text().length());
                while (at < shorter && theirs.charAt(at) == ours.text().charAt(at)) {
                    at++;
                }
                return Optional.of(
                        "from character %d on «%s», not «%s»"
                                .formatted(at, around(ours.text(), at), around(theirs, at)));
            }
            var spans = new ArrayList<Rendered.Span>();
            for (var span : reference.get("spans")) {
                spans.add(codePoints(theirs, span.get(0).asInt(), span.get(1).asInt()));
            }
            return ours.generated().equals(spans)
                    ? Optional.empty()
                    : Optional.of("spans %s, not %s".formatted(ours.generated(), spans));
        }
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 40));
    }

    private static Map<String, Object> map(JsonNode object) {
        var map = new HashMap<String, Object>();
        object.forEachEntry((name, value) -> map.put(name, JSON.convertValue(value, Object.class)));
        return map;
    }

    /// Python counts code points, Java chars.
    private static Rendered.Span codePoints(String text, int start, int end) {
        return new Rendered.Span(
                text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
