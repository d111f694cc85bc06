package dev.hone.datasets.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModulePatternTest {
    private static final String QUERY = "model.layers.11.self_attn.q_proj";

    /// What `re.match(rf"(.*\\.)?({key})$", name)` says in Python.
    @ParameterizedTest
    @CsvSource({
        "q_proj, true",
        "self_attn.q_proj, true",
        "11.self_attn.q_proj, true",
        "model.layers.11.self_attn.q_proj, true",
        "self_attn.*, true",
        "'layers\\.[0-9]+\\..*(q|v)_proj', true",
        "'layers.(1|11).self_attn.q_proj', true",
        "'^model.*q_proj', true",
        "model, false",
        "proj, false",
        "1.self_attn.q_proj, false",
        "'layers.1.self_attn.q_proj', false",
        "'self_attn', false",
        "'^self_attn.q_proj', false",
    })
    void aPatternMatchesAsInPeft(String text, boolean expected) {
        assertThat(new ModulePattern("rank_pattern", text).matches(QUERY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "(q_proj", "q_proj]{", "(?P<x>q)_proj", "[a-z&&q]", "\\Qq\\E", "[q[v]]"})
    void anExpressionThatPythonMightReadOtherwiseIsRefused(String text) {
        assertThatThrownBy(() -> ModulePatterns.of("rank_pattern", Map.of(text, 4)))
                .hasMessageStartingWith("rank_pattern must be of")
                .hasMessageContaining("\"" + text + "\"");
    }
}
