package dev.hone.datasets.rows;

import static dev.hone.datasets.rows.Sources.file;
import static dev.hone.datasets.rows.Sources.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {
    private static final String CHAT =
            """
            {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"ja"}]}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                """

                { "messages" : [ {"content":"Gr\\u00fc\\u00dfe", "role":"user"},
                """,
                """
                {"instruction":"Grüße","output":"ja"}
                """,
                """
                [{"conversations":[{"from":"human","value":"Grüße"},{"from":"gpt","value":"ja"}]}]
                """,
                """
                instruction;output
                "Grüße";ja
                """,
                """
                {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"ja","weight":1}],"note":1}
                """
            })
    void howRowsAreWrittenDoesNotCount(String written) throws IOException {
        var content =
                written.strip().endsWith("},")
                        ? written.strip() + " {\"role\":\"assistant\",\"content\":\"ja\"}]}"
                        : written;

        assertThat(Contents.of(file(content))).isEqualTo(Contents.of(file(CHAT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"nein"}]}
                """,
                """
                {"messages":[{"role":"user","content":"Grüße "},{"role":"assistant","content":"ja"}]}
                """,
                """
                {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße"},{"role":"assistant","content":"ja"}]}
                """,
                """
                {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"ja"}],"parallel_tool_calls":true}
                """,
                """
                {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"ja"}],"tools":[{"type":"function","function":{"name":"f"}}]}
                """,
                """
                {"prompt":"Grüße","completion":"ja"}
                """
            })
    void whatRowsSayDoesCount(String other) throws IOException {
        assertThat(Contents.of(file(other)).sha256())
                .isNotEqualTo(Contents.of(file(CHAT)).sha256());
    }

    @Test
    void whichTurnsAreLearnedCounts() throws IOException {
        var turns =
                """
                {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"%s},\
                {"role":"user","content":"c"},{"role":"assistant","content":"d"}]}
                """;

        assertThat(Contents.of(file(turns.formatted(",\"weight\":0"))).sha256())
                .isNotEqualTo(Contents.of(file(turns.formatted(""))).sha256());
    }

    @Test
    void theOrderOfRowsCounts() throws IOException {
        assertThat(Contents.of(rows("a=1", "b=2")).sha256())
                .isNotEqualTo(Contents.of(rows("b=2", "a=1")).sha256());
        assertThat(Contents.of(rows("a=1", "b=2")).rows()).isEqualTo(2);
    }

    @Test
    void textsDoNotRunIntoEachOther() throws IOException {
        assertThat(Contents.of(rows("ab=c")).sha256())
                .isNotEqualTo(Contents.of(rows("a=bc")).sha256());
    }

    @Test
    void aFaultyRowIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Contents.of(file(Sources.line("a=1") + "nonsense\n")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 2: ");
    }
}
