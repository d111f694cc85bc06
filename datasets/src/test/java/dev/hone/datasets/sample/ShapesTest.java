package dev.hone.datasets.sample;

import static dev.hone.datasets.sample.Files.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {
    private static final ToolCall CALL =
            new ToolCall("c1", "weather", Map.of("city", "Bonn", "days", 2L));

    private static ChatMessage user(String text) {
        return ChatMessage.of(ChatMessage.USER, text);
    }

    private static ChatMessage assistant(String text) {
        return ChatMessage.of(ChatMessage.ASSISTANT, text);
    }

    private static Sample.Chat chat(ChatMessage... messages) {
        return new Sample.Chat(List.of(messages));
    }

    private static ChatMessage calls(ToolCall... calls) {
        return new ChatMessage(ChatMessage.ASSISTANT, "", null, List.of(calls), null);
    }

    /// shape, row, what it means
    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(
                        RowShape.CHAT,
                        "{'messages':[{'role':'developer','content':'s'},{'role':'user','content':'a'},"
                                + "{'role':'assistant','content':'b','weight':0},{'role':'user','content':'c'},"
                                + "{'role':'assistant','content':'d','weight':1}]}",
                        chat(
                                ChatMessage.of("system", "s"),
                                user("a"),
                                new ChatMessage("assistant", "b", 0),
                                user("c"),
                                new ChatMessage("assistant", "d", 1))),
                arguments(
                        RowShape.COMPLETION,
                        "{'prompt':'','completion':'b'}",
                        new Sample.Completion("", "b")),
                arguments(
                        RowShape.ALPACA,
                        "{'instruction':'Add','input':'1 2','output':'3','text':'all of it'}",
                        chat(user("Add\n1 2"), assistant("3"))),
                arguments(
                        RowShape.ALPACA,
                        "{'instruction':'And','input':'','output':'4','system':'s','history':[['a','b']]}",
                        chat(
                                ChatMessage.of("system", "s"),
                                user("a"),
                                assistant("b"),
                                user("And"),
                                assistant("4"))),
                arguments(
                        RowShape.SHAREGPT,
                        "{'system':'s','conversations':[{'from':'human','value':'a'},{'from':'gpt','value':'b'}]}",
                        chat(ChatMessage.of("system", "s"), user("a"), assistant("b"))),
                arguments(
                        RowShape.SHAREGPT,
                        "{'conversations':[{'from':'human','value':'a'},{'from':'function_call','value':"
                                + "'{\\\"name\\\":\\\"f\\\",\\\"arguments\\\":{\\\"x\\\":1}}'},"
                                + "{'from':'observation','value':'7'},{'from':'gpt','value':'b'}]}",
                        chat(
                                user("a"),
                                calls(new ToolCall(null, "f", Map.of("x", 1L))),
                                ChatMessage.of("tool", "7"),
                                assistant("b"))),
                arguments(RowShape.TEXT, "{'text':'a'}", new Sample.Text("a")),
                arguments(
                        RowShape.PREFERENCE,
                        "{'prompt':'a','chosen':'b','rejected':'c'}",
                        new Sample.TextPreference("a", "b", "c")),
                arguments(
                        RowShape.PREFERENCE,
                        "{'prompt':'a','chosen':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}],"
                                + "'rejected':[{'role':'user','content':'a'},{'role':'assistant','content':'c'}]}",
                        preference("a", "b", "c")),
                arguments(
                        RowShape.PREFERENCE,
                        "{'prompt':'a','chosen':[{'role':'assistant','content':'b'}],"
                                + "'rejected':[{'role':'assistant','content':'c'}]}",
                        preference("a", "b", "c")),
                arguments(
                        RowShape.PREFERENCE,
                        "{'prompt':[{'role':'user','content':'a'}],'chosen':[{'role':'assistant','content':'b'}],"
                                + "'rejected':[{'role':'assistant','content':'c'}]}",
                        preference("a", "b", "c")),
                arguments(
                        RowShape.PREFERENCE,
                        "{'input':{'messages':[{'role':'user','content':'a'}],'tools':[],'parallel_tool_calls':true},"
                                + "'preferred_output':[{'role':'assistant','content':'b'}],"
                                + "'non_preferred_output':[{'role':'assistant','content':'c'}]}",
                        preference("a", "b", "c")));
    }

    private static Sample.Preference preference(String prompt, String better, String worse) {
        return new Sample.Preference(
                List.of(user(prompt)),
                List.of(assistant(better)),
                List.of(assistant(worse)),
                List.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void aShapeIsToldByItsMembersAndMeansOneSample(RowShape shape, String row, Sample sample)
            throws IOException {
        var file = read(json(row));

        assertThat(file.faults()).isEmpty();
        assertThat(file.format().shape()).isEqualTo(shape);
        assertThat(file.usable()).containsExactly(sample);
    }

    private static String json(String row) {
        return row.replace('\'', '"');
    }

    private static final String TOOLS =
            "'tools':[{'type':'function','function':{'name':'weather','description':'d','parameters':"
                    + "{'type':'object','properties':{'city':{'type':'string'}}}}}],'parallel_tool_calls':false";
    private static final String CALLS =
            "{'role':'assistant','tool_calls':[{'id':'c1','type':'function','function':"
                    + "{'name':'weather','arguments':'{\\\"city\\\":\\\"Bonn\\\",\\\"days\\\":2}'}}]}";

    private static String asked(String... more) {
        return json(
                "{'messages':[{'role':'user','content':'a'},"
                        + String.join(",", more)
                        + ",{'role':'assistant','content':'b'}],"
                        + TOOLS
                        + "}");
    }

    @Test
    void toolsTheirCallsAndTheirAnswersAreRead() throws IOException {
        var file = read(asked(CALLS, "{'role':'tool','tool_call_id':'c1','content':'7'}"));

        assertThat(file.faults()).isEmpty();
        assertThat(file.usable())
                .singleElement()
                .isInstanceOfSatisfying(
                        Sample.Chat.class,
                        sample -> {
                            assertThat(sample.messages())
                                    .containsExactly(
                                            user("a"),
                                            calls(CALL),
                                            new ChatMessage("tool", "7", null, List.of(), "c1"),
                                            assistant("b"));
                            assertThat(sample.parallelToolCalls()).isFalse();
                            assertThat(sample.tools())
                                    .singleElement()
                                    .satisfies(tool -> {
                                        assertThat(tool.name()).isEqualTo("weather");
                                        assertThat(tool.definition())
                                                .containsEntry("type", "function");
                                    });
                        });
    }

    /// code, field, row
    static Stream<Arguments> faultyRows() {
        return Stream.of(
                arguments(
                        FaultCode.ROLE_ORDER,
                        "messages[1].role",
                        asked("{'role':'tool','tool_call_id':'c1','content':'7'}")),
                arguments(
                        FaultCode.BAD_TOOL_CALL,
                        "messages[2].tool_call_id",
                        asked(CALLS, "{'role':'tool','tool_call_id':'c2','content':'7'}")),
                arguments(
                        FaultCode.MISSING_FIELD,
                        "messages[2].tool_call_id",
                        asked(CALLS, "{'role':'tool','content':'7'}")),
                arguments(
                        FaultCode.BAD_TOOL_CALL,
                        "messages[1].tool_calls[0].function.arguments",
                        asked(CALLS.replace("'{\\", "'[{\\"))),
                arguments(
                        FaultCode.BAD_TOOL_CALL,
                        "messages[1].tool_calls[0].type",
                        asked(CALLS.replace("'type':'function'", "'type':'retrieval'"))),
                arguments(
                        FaultCode.NUMBER_OUT_OF_RANGE,
                        "tools[0]",
                        asked(CALLS).replace("\"parameters\":{", "\"parameters\":{\"a\":1e999,")),
                arguments(
                        FaultCode.BAD_TOOL,
                        "tools[0].function",
                        asked(CALLS)
                                .replace("\"function\":{\"name\":\"weather\",\"d", "\"x\":{\"d")),
                arguments(
                        FaultCode.WRONG_TYPE,
                        "parallel_tool_calls",
                        asked(CALLS)
                                .replace(
                                        "\"parallel_tool_calls\":false",
                                        "\"parallel_tool_calls\":1")),
                arguments(FaultCode.MISSING_FIELD, "output", json("{'instruction':'a'}")),
                arguments(
                        FaultCode.WRONG_TYPE,
                        "history[0]",
                        json("{'instruction':'a','output':'b','history':[['x']]}")),
                arguments(
                        FaultCode.UNKNOWN_ROLE,
                        "conversations[0].from",
                        json("{'conversations':[{'from':'alien','value':'a'}]}")),
                arguments(
                        FaultCode.ROLE_ORDER,
                        "conversations[0].from",
                        json("{'conversations':[{'from':'gpt','value':'a'}]}")),
                arguments(FaultCode.EMPTY_FIELD, "conversations", json("{'conversations':[]}")),
                arguments(FaultCode.EMPTY_FIELD, "text", json("{'text':' '}")),
                arguments(FaultCode.WRONG_TYPE, "text", json("{'text':7}")),
                arguments(FaultCode.MISSING_FIELD, "completion", json("{'prompt':'x'}")),
                arguments(FaultCode.MISSING_FIELD, "prompt", json("{'completion':'x'}")),
                arguments(
                        FaultCode.EMPTY_FIELD,
                        "completion",
                        json("{'prompt':'x','completion':''}")),
                arguments(FaultCode.WRONG_TYPE, "prompt", json("{'prompt':null,'completion':'x'}")),
                arguments(
                        FaultCode.SAME_ANSWERS,
                        "rejected",
                        json("{'prompt':'a','chosen':'b','rejected':'b'}")),
                arguments(FaultCode.MISSING_FIELD, "rejected", json("{'prompt':'a','chosen':'b'}")),
                arguments(
                        FaultCode.MISSING_FIELD,
                        "non_preferred_output",
                        json(
                                "{'input':{'messages':[{'role':'user','content':'a'}]},"
                                        + "'preferred_output':[{'role':'assistant','content':'b'}]}")),
                arguments(FaultCode.UNKNOWN_SHAPE, null, json("{'a':1}")),
                arguments(
                        FaultCode.AMBIGUOUS_FORMAT,
                        null,
                        json("{'messages':[],'instruction':'x','output':'y'}")));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("faultyRows")
    void whatIsWrongIsNamedWithItsField(FaultCode code, String field, String row)
            throws IOException {
        var file = read(row);

        assertThat(file.usable()).isEmpty();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.field()).isEqualTo(field);
                });
    }

    @Test
    void aGivenShapeSettlesWhatIsAmbiguous() throws IOException {
        var row = json("{'prompt':'a','completion':'b','instruction':'c','output':'d','text':'e'}");

        for (var shape : Arrays.asList(RowShape.COMPLETION, RowShape.ALPACA, RowShape.TEXT)) {
            var file = read(row.getBytes(UTF_8), new DatasetFormat(null, null, shape, Map.of()));

            assertThat(file.format().shape()).isEqualTo(shape);
            assertThat(file.usable()).hasSize(1);
        }
    }

    @Test
    void theFirstRowDecidesTheShapeAndOthersAreFaults() throws IOException {
        var file =
                read(
                        json(
                                "{'a':1}\n{'text':'a'}\n{'prompt':'b','completion':'c'}\n{'text':'d'}\n"));

        assertThat(file.usable()).containsExactly(new Sample.Text("a"), new Sample.Text("d"));
        assertThat(file.faults())
                .extracting(fault -> fault.code())
                .containsExactly(FaultCode.UNKNOWN_SHAPE, FaultCode.MIXED_SHAPES);
        assertThat(file.faults().getLast().message())
                .contains("completion")
                .contains("text since line 2");
    }

    @Test
    void aValueIsShownShortenedAndPrintable() throws IOException {
        var file = read(json("{'text':['x']}\n{'text':" + "9".repeat(60) + "}\n"));

        assertThat(file.faults())
                .extracting(fault -> fault.value())
                .containsExactly("an array", "9".repeat(60));
    }
}
