package dev.hone.datasets.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.fuzz.Bent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Feeds the interpreter with templates that are cut, crossed and bent. All that may come of one is
/// a text or a [TemplateException], within ten seconds.
///
/// As a command, with a seed and a number of inputs, see docs/reference/benchmarks.md. Jazzer finds
/// [#fuzzerTestOneInput] by its name.
public final class TemplateFuzz {
    private static final long SLOW_NANOS = 10_000_000_000L;
    private static final Map<String, ?> GIVEN =
            Map.of(
                    "messages",
                    List.of(
                            Map.of("role", "user", "content", "Hi \uD83D\uDE00"),
                            Map.of("role", "assistant", "content", "a\nb", "n", 1.5)),
                    "add_generation_prompt",
                    true,
                    "bos_token",
                    "<s>");
    private static final List<String> BITS =
            List.of(
                    "{{",
                    "}}",
                    "{%",
                    "%}",
                    "{#",
                    "#}",
                    "-%}",
                    "{%-",
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    "|",
                    ".",
                    ",",
                    ":",
                    "::",
                    "=",
                    "==",
                    "~",
                    "**",
                    "//",
                    "%",
                    "*",
                    "-",
                    "not ",
                    " in ",
                    " is ",
                    " if ",
                    " else ",
                    "none",
                    "true",
                    "1e308",
                    "9223372036854775807",
                    "-1",
                    "0",
                    "1e-320",
                    "'",
                    "\"",
                    "\\",
                    "\\N{",
                    "\\u",
                    "\uD83D",
                    "\uDE00",
                    "\u0000",
                    "\u2028",
                    "loop",
                    "messages",
                    "namespace(",
                    "range(99999)",
                    "caller()",
                    "varargs",
                    "{% break %}",
                    "{% endfor %}",
                    "{% endif %}",
                    "{% set x = [x, x] %}",
                    "x",
                    "{% for x in x %}",
                    "{% generation %}",
                    "|tojson",
                    "|map('string')",
                    "|sort",
                    "|list",
                    "|join",
                    ".replace('', x)",
                    "[::-1]",
                    "['x' * 99999]",
                    "{% raw %}");

    private TemplateFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        attempt(new String(input, StandardCharsets.UTF_8));
    }

    /// Whether it became a text.
    private static boolean attempt(String template) {
        long start = System.nanoTime();
        boolean rendered;
        try {
            ChatTemplate.parse(template).render(GIVEN);
            rendered = true;
        } catch (TemplateException refused) {
            rendered = false;
        }
        if (System.nanoTime() - start > SLOW_NANOS) {
            throw new IllegalStateException("slow: " + template);
        }
        return rendered;
    }

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        long inputs = Long.parseLong(arguments[1]);
        var templates = new ArrayList<String>();
        var file = Path.of("src/test/resources/templates/references.json");
        new ObjectMapper()
                .readTree(Files.readString(file))
                .get("templates")
                .forEach(template -> templates.add(template.asText()));
        templates.removeIf(template -> !attempt(template));
        new Bent(seed, templates, BITS).run(inputs, TemplateFuzz::attempt);
    }
}
