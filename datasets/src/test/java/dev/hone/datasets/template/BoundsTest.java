package dev.hone.datasets.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates come with models, so each may be hostile.
class BoundsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static String rendered(String template) {
        return ChatTemplate.parse(template).render(Map.of("messages", List.of())).text();
    }

    private static void isRefused(String template, String reason) {
        assertTimeoutPreemptively(
                SOON,
                () ->
                        assertThatThrownBy(() -> rendered(template))
                                .isInstanceOf(TemplateException.class)
                                .isNotInstanceOf(TemplateException.Refusal.class)
                                .hasMessageContaining(reason));
    }

    @Test
    void stepsAreBounded() {
        isRefused(
                "{% for i in range(3000) %}{% for j in range(3000) %}{% set x = 1 %}{% endfor %}{% endfor %}",
                "more than 5000000 steps");
        isRefused(
                "{% for i in range(9999) %}{{ range(9999) | map('string') | select('string') | list | length }}{% endfor %}",
                "it ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'x' * 1000000000 }}",
                "{{ 'x' * 9000000000000000000 }}",
                "{{ '' * 9000000000000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{{ [] * 9000000000000000000 }}",
                "{{ 'x'.ljust(1000000000) }}",
                "{{ 'x'.rjust(9000000000000000000, '\uD83D\uDE00') }}",
                "{{ [1] | batch(1000000000, 'x') | list | length }}",
                "{% for i in range(9999) %}{{ 'x' * 9999 }}{% endfor %}",
                "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
                "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
                "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s | replace('x', 'xx') %}{% endfor %}",
                "{% set ns = namespace(s='xx') %}{% for i in range(60) %}{% set ns.s = ns.s.replace('', ns.s) %}{% endfor %}",
                "{% set ns = namespace(s='xx') %}{% for i in range(60) %}{% set ns.s = ns.s.join([ns.s, ns.s]) %}{% endfor %}",
                "{% set ns = namespace(s='x\\n') %}{% for i in range(60) %}{% set ns.s = ns.s | indent(ns.s, true) %}{% endfor %}",
                "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
                "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s | tojson }}",
                "{{ [[[[1]]]] | tojson(indent='x' * 5000000) }}"
            })
    void whatIsMadeIsBounded(String template) {
        isRefused(template, "more than 16777216 characters and items");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% set s = 'x' * 9999999 %}{% for i in range(99999) %}{% set y = 'y' in s %}{% endfor %}",
                "{% set s = 'x' * 9999999 %}{% for i in range(99999) %}{% set y = s.find('y') %}{% endfor %}",
                "{% set s = 'x' * 7999999 %}{% set t = s ~ '' %}{% for i in range(99999) %}{% set y = s == t %}{% endfor %}",
                "{% set s = 'x' * 9999999 %}{% for i in range(99999) %}{% set y = s | length %}{% endfor %}",
                "{% set s = 'x' * 9999999 %}{% for i in range(99999) %}{% set y = s.startswith('y') %}{% endfor %}",
                "{% set a = [1] * 9999999 %}{% for i in range(99999) %}{% set y = 2 in a %}{% endfor %}",
                "{% set a = [1] * 9999999 %}{% for i in range(99999) %}{% set y = a.count(2) %}{% endfor %}",
                "{% set a = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set a.x = [a.x, a.x] %}{% set a.y = [a.y, a.y] %}{% endfor %}{{ a.x == a.y }}"
            })
    void whatIsLookedAtIsBounded(String template) {
        isRefused(template, "looks at more than 1073741824 characters and items");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{{ range(100001) }} # a range has at most 100000 numbers, was 100001",
                "{{ range(9223372036854775807) | length }} # a range has at most 100000 numbers",
                "{{ range(-9223372036854775807, 9223372036854775807) | length }} # at most 100000",
                "{{ range(9223372036854775807, -9223372036854775807, -1) | length }} # at most 100000",
                "{{ 9223372036854775807 + 1 }} # a number became too large",
                "{{ -9223372036854775807 - 2 }} # a number became too large",
                "{{ 2 ** 100 }} # a number became too large",
                "{{ 99999999999999999999 }} # is too large",
                "{{ '99999999999999999999' | int }} # a number became too large",
                "{{ 1e300 | int }} # a number became too large",
                "{{ 'a' | indent(9223372036854775807) }} # indent takes at most 1000 spaces",
                "{{ [1] | tojson(indent=101) }} # tojson indents by at most 100, was 101"
            })
    void numbersAreBounded(String template, String reason) {
        isRefused(template, reason);
    }

    @Test
    void depthIsBoundedWhereATemplateCallsItself() {
        isRefused(
                "{% macro again(n) %}{{ again(n + 1) }}{% endmacro %}{{ again(0) }}",
                "nests deeper than 200 levels");
        isRefused(
                "{% macro m() %}{{ caller }}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
                "nests deeper than 200 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ ns.s }}", "{{ ns.s | tojson }}", "{{ ns.s == [ns.s] }}"})
    void depthIsBoundedInWhatATemplateBuilds(String use) {
        isRefused(
                "{% set ns = namespace(s=[]) %}{% for i in range(50000) %}{% set ns.s = [ns.s] %}{% endfor %}"
                        + use,
                "a value nests deeper than 500 levels");
    }

    @Test
    void depthIsBoundedInWhatATemplateIsGiven() {
        List<Object> nested = List.of();
        for (int level = 0; level < 1000; level++) {
            nested = List.of(nested);
        }
        var variables = Map.of("messages", nested);

        assertThatThrownBy(() -> ChatTemplate.parse("x").render(variables))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("a value nests deeper than 500 levels");
    }

    @Test
    void aTemplateThatNestsWithoutEndIsRefusedWhenItIsRead() {
        for (var opening :
                List.of("(", "[", "{1:", "not ", "- ", "x if ", "x[", "x(", "1 if 1 else ")) {
            assertThatThrownBy(() -> ChatTemplate.parse("{{ " + opening.repeat(90_000)))
                    .as(opening)
                    .isInstanceOf(TemplateException.class);
        }
        for (var tag :
                List.of(
                        "{% if true %}",
                        "{% for x in y %}",
                        "{% set x %}",
                        "{% filter upper %}",
                        "{% with %}",
                        "{% call x() %}",
                        "{% macro x() %}",
                        "{% generation %}")) {
            assertThatThrownBy(() -> ChatTemplate.parse(tag.repeat(50_000)))
                    .as(tag)
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("deeper than");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " + 1",
                " ~ 1",
                " and 1",
                " or 1",
                " * 1",
                " | string",
                ".x",
                "[0]",
                " ** 1"
            })
    void aChainWithoutEndIsRefused(String link) {
        var chain = "{{ 1" + link.repeat(50_000) + " }}";

        assertThatThrownBy(() -> rendered(chain)).isInstanceOf(TemplateException.class);
    }

    @Test
    void aTemplateLongerThanAMillionCharactersIsRefused() {
        assertThatThrownBy(() -> ChatTemplate.parse("x".repeat((1 << 20) + 1)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("at most 1048576 are read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__ }}",
                "{{ messages.__class__ }}",
                "{{ messages.getClass }}",
                "{{ ''['__class__'] }}{{ ''['getClass'] }}",
                "{{ ''.class }}{{ ''.bytes }}{{ ''.chars }}",
                "{{ range.__self__ }}{{ range.body }}{{ range.getClass }}",
                "{{ {}.__class__ }}{{ {}.entrySet }}{{ {}.getClass }}",
                "{{ namespace().__init__ }}{{ namespace().attributes }}",
                "{{ [{}] | map(attribute='getClass') | first }}",
                "{{ [''] | map(attribute='__class__') | first }}",
                "{{ (5).__class__ }}{{ none.__class__ }}{{ true.getClass }}",
                "{% for x in [1] %}{{ loop.__class__ }}{{ loop.items }}{{ loop._iterator }}{% endfor %}",
                "{% macro m() %}{% endmacro %}{{ m.__globals__ }}{{ m._func }}",
                "{{ environment }}{{ context }}{{ _self }}{{ System }}{{ java }}{{ Runtime }}"
            })
    void nothingOfTheHostCanBeReached(String template) {
        assertThat(rendered(template)).isEmpty();
    }

    @Test
    void whatATemplateIsGivenStaysAsItWas() {
        var messages = new ArrayList<>(List.of(Map.of("role", "user", "content", "Hi")));
        for (var change :
                List.of("append(1)", "pop()", "clear()", "extend([1])", "reverse()", "sort()")) {
            var template = ChatTemplate.parse("{{ messages." + change + " }}");
            assertThatThrownBy(() -> template.render(Map.of("messages", messages)))
                    .hasMessageContaining("would change a value");
        }
        assertThat(messages).hasSize(1);
    }

    @Test
    void aHostObjectIsNeverTakenIn() {
        var variables = Map.of("x", new Object());

        assertThatThrownBy(() -> ChatTemplate.parse("{{ x }}").render(variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a template takes no java.lang.Object");
    }
}
