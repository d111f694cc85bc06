package dev.hone.datasets.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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

    private final SplittableRandom random;
    private final List<String> seeds;

    private TemplateFuzz(long seed, List<String> seeds) {
        this.random = new SplittableRandom(seed);
        this.seeds = seeds;
    }

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
        new TemplateFuzz(seed, templates).run(inputs);
    }

    private void run(long inputs) {
        long rendered = 0;
        long start = System.nanoTime();
        for (long index = 0; index < inputs; index++) {
            var template = next();
            try {
                rendered += attempt(template) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
                throw new IllegalStateException("input %d: %s".formatted(index, template), crash);
            }
        }
        System.out.printf(
                "%d inputs, %d rendered, %d refused, 0 crashes, %d s%n",
                inputs, rendered, inputs - rendered, (System.nanoTime() - start) / 1_000_000_000);
    }

    private String next() {
        var text = new StringBuilder(pick(seeds));
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, pick(BITS));
                case 2 -> text.replace(from, to, pick(BITS));
                case 3 -> {
                    var other = pick(seeds);
                    int start = random.nextInt(other.length() + 1);
                    int end = Math.min(other.length(), start + random.nextInt(40));
                    text.insert(from, other, start, end);
                }
                default -> text.insert(from, text.substring(from, to).repeat(random.nextInt(4)));
            }
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
