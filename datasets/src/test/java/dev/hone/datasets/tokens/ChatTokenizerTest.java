package dev.hone.datasets.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import dev.hone.protocol.LossOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatTokenizerTest {
    private static final Path TINY = Path.of("src/test/resources/tokenizer");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP = 2;

    private static ChatTokenizer tokenizer;

    @TempDir Path base;

    @BeforeAll
    static void load() throws IOException {
        tokenizer = ChatTokenizer.load(TINY);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static Sample.Chat chat(String... contents) {
        var messages = new ArrayList<ChatMessage>();
        for (var content : contents) {
            messages.add(ChatMessage.of(messages.size() % 2 == 0 ? "user" : "assistant", content));
        }
        return new Sample.Chat(messages);
    }

    private static String labelledText(TokenizedSample row) {
        return tokenizer.decode(row.labelled().stream().map(index -> row.ids()[index]).toArray());
    }

    /// Made with transformers by src/test/python/tiny_tokenizer.py.
    static Stream<JsonNode> references() throws IOException {
        var all = JSON.readTree(Files.readString(TINY.resolve("references.json")));
        return StreamSupport.stream(all.spliterator(), false);
    }

    private static Sample.Chat conversation(JsonNode reference) {
        var messages = new ArrayList<ChatMessage>();
        for (var message : reference.get("messages")) {
            messages.add(
                    ChatMessage.of(message.get("role").asText(), message.get("content").asText()));
        }
        return new Sample.Chat(messages);
    }

    private static int[] integers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    @ParameterizedTest
    @MethodSource("references")
    void tokensLabelsAndPromptsAreThoseOfTransformers(JsonNode reference) {
        var sample = conversation(reference);

        var row = tokenizer.tokenize(sample, 1024);

        var mask = integers(reference.get("mask"));
        assertThat(row.ids()).isEqualTo(integers(reference.get("ids")));
        assertThat(row.labelled().stream().toArray())
                .isEqualTo(IntStream.range(0, mask.length).filter(i -> mask[i] == 1).toArray());
        assertThat(tokenizer.prompt(sample)).isEqualTo(integers(reference.get("prompt")));
    }

    @Test
    void whatIsLearnedIsTheAnswerAndItsStopToken() {
        var row =
                tokenizer.tokenize(
                        chat(
                                "\uD83D\uDE00\uD83D\uDE00 caf\u00e9 \u65e5\u672c",
                                "e\u0301 \uD83D\uDC4D\uD83C\uDFFD ok"),
                        1024);

        assertThat(labelledText(row)).isEqualTo("e\u0301 \uD83D\uDC4D\uD83C\uDFFD ok");
        assertThat(row.ids()[row.labelled().length() - 1]).isEqualTo(STOP);
        assertThat(tokenizer.stopTokens()).containsExactly(STOP, 1);
    }

    @Test
    void promptAndAnswerTogetherAreTheRow() {
        var sample = chat("Where is my parcel?", "{\"team\":\"logistics\"}");
        var row = tokenizer.tokenize(sample, 1024);
        var prompt = tokenizer.prompt(sample);

        assertThat(Arrays.copyOf(row.ids(), prompt.length)).isEqualTo(prompt);
        assertThat(row.labelled().nextSetBit(0)).isEqualTo(prompt.length);
        assertThat(tokenizer.expected(sample)).isEqualTo("{\"team\":\"logistics\"}");
    }

    @Test
    void aTurnOfWeightZeroIsNotLearned() {
        var sample =
                new Sample.Chat(
                        List.of(
                                ChatMessage.of("user", "a"),
                                new ChatMessage("assistant", "not this", 0),
                                ChatMessage.of("user", "b"),
                                new ChatMessage("assistant", "but this", 1)));

        assertThat(labelledText(tokenizer.tokenize(sample, 1024))).isEqualTo("but this");
    }

    @Test
    void ofACompletionOnlyTheLastAnswerIsLearned() {
        var sample = chat("a", "the first answer", "b", "the last answer");

        assertThat(labelledText(learning(LossOn.COMPLETION, sample))).isEqualTo("the last answer");
        assertThat(labelledText(learning(LossOn.COMPLETION, new Sample.Completion("why?", " so"))))
                .isEqualTo(" so");
    }

    @Test
    void ofAllEveryTokenButTheFirstIsLearned() {
        var row = learning(LossOn.ALL, chat("a question", "an answer"));
        var completion = learning(LossOn.ALL, new Sample.Completion("why?", " so"));

        assertThat(row.labelledCount()).isEqualTo(row.length() - 1);
        assertThat(labelledText(row)).contains("a question", "an answer");
        assertThat(completion.labelledCount()).isEqualTo(completion.length() - 1);
    }

    @Test
    void aTurnOfWeightZeroIsNeverLearned() {
        var unlearned = new ChatMessage("assistant", "not this", 0);
        var question = ChatMessage.of("user", "and?");
        var learned = new ChatMessage("assistant", "but this", 1);
        var first = new Sample.Chat(List.of(question, unlearned, question, learned));
        var last = new Sample.Chat(List.of(question, learned, question, unlearned));

        assertThat(labelledText(learning(LossOn.ALL, first)))
                .contains("and?", "but this")
                .doesNotContain("not this");
        assertThatThrownBy(() -> learning(LossOn.COMPLETION, last))
                .isInstanceOf(RefusedSample.class)
                .hasMessage("the row has nothing to learn");
    }

    private static TokenizedSample learning(LossOn lossOn, Sample sample) {
        return tokenizer.tokenize(sample, lossOn, 1024).sample();
    }

    @Test
    void aRowTellsWhetherItWasCut() {
        var sample = chat("short", "an answer");
        var whole = tokenizer.tokenize(sample, LossOn.ALL, 1024);
        var cut = tokenizer.tokenize(sample, LossOn.ALL, whole.wholeLength() - 1);

        assertThat(whole.isCut()).isFalse();
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.wholeLength()).isEqualTo(whole.wholeLength());
    }

    @Test
    void aLongRowKeepsItsStart() {
        var sample = chat("short", "an answer that is longer than that");
        var whole = tokenizer.tokenize(sample, 1024);

        var cut = tokenizer.tokenize(sample, whole.length() - 4);

        assertThat(cut.ids()).isEqualTo(Arrays.copyOf(whole.ids(), whole.length() - 4));
        assertThat(cut.labelledCount()).isEqualTo(whole.labelledCount() - 4);
    }

    @Test
    void aRowCutBeforeItsAnswerIsRefused() {
        assertThatThrownBy(() -> tokenizer.tokenize(chat("a question", "an answer"), 5))
                .isInstanceOfSatisfying(
                        RefusedSample.class,
                        refused -> assertThat(refused.code()).isEqualTo("nothing_labelled"))
                .hasMessageContaining("after the first 5 of its");
    }

    @Test
    void aCompletionIsLearnedWithAStopToken() {
        var sample = new Sample.Completion("Question: why?", " Because.");
        var row = tokenizer.tokenize(sample, 1024);

        assertThat(labelledText(row)).isEqualTo(" Because.");
        assertThat(row.ids()[row.length() - 1]).isEqualTo(STOP);
        assertThat(tokenizer.decode(tokenizer.prompt(sample))).isEqualTo("Question: why?");
        assertThat(tokenizer.expected(sample)).isEqualTo(" Because.");
        var stopped = new Sample.Completion("Question: why?", " Because.<|end|>");
        assertThat(tokenizer.tokenize(stopped, 1024).ids()).isEqualTo(row.ids());
    }

    @Test
    void everySampleTicketBecomesARowThatLearnsItsAnswer() throws IOException {
        var rows = 0;
        try (var reader =
                new SampleReader(Files.newInputStream(Path.of("samples/tickets/heldout.jsonl")))) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                var sample = ((Row.Usable) row.get()).sample();
                assertThat(labelledText(tokenizer.tokenize(sample, 1024)))
                        .isEqualTo(tokenizer.expected(sample));
                rows++;
            }
        }
        assertThat(rows).isEqualTo(400);
    }

    /// The tiny tokenizer with another template.
    private ChatTokenizer withTemplate(String template) throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), base.resolve("tokenizer.json"));
        Files.copy(TINY.resolve("tokenizer_config.json"), base.resolve("tokenizer_config.json"));
        Files.writeString(base.resolve("chat_template.jinja"), template);
        return ChatTokenizer.load(base);
    }

    @Test
    void aTurnWithoutStopTokenIsRefused() throws IOException {
        var endless =
                "{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}<|end|>{% else %}{{ m.content }}{% endif %}{% endfor %}";
        try (var other = withTemplate(endless)) {
            assertThatThrownBy(() -> other.tokenize(chat("a", "never ends"), 1024))
                    .isInstanceOfSatisfying(
                            RefusedSample.class,
                            refused -> assertThat(refused.code()).isEqualTo("no_stop_token"))
                    .hasMessageContaining("\"never ends\"");
        }
    }

    @Test
    void aTurnMarkedInPartsThatTouchIsOneTurn() throws IOException {
        var parts =
                "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}{% generation %}<|end|>{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}";
        var sample =
                new Sample.Chat(
                        List.of(
                                ChatMessage.of("user", "a"),
                                new ChatMessage("assistant", "not this", 0),
                                ChatMessage.of("user", "b"),
                                ChatMessage.of("assistant", "but this")));
        try (var other = withTemplate(parts)) {
            var row = other.tokenize(sample, 1024);
            assertThat(labelledText(row)).isEqualTo("but this");
            assertThat(row.ids()[row.labelled().length() - 1]).isEqualTo(STOP);
        }
    }

    @Test
    void aConversationInWhichNoStopTokenIsLearnedIsRefused() throws IOException {
        try (var other = withTemplate("{% for m in messages %}{{ m.content }} {% endfor %}")) {
            assertThatThrownBy(() -> other.tokenize(chat("a", "b"), LossOn.ALL, 1024))
                    .isInstanceOfSatisfying(
                            RefusedSample.class,
                            refused -> assertThat(refused.code()).isEqualTo("no_stop_token"));
        }
    }

    @Test
    void aTemplateThatRefusesIsQuoted() throws IOException {
        try (var other = withTemplate("{{ raise_exception('system role not supported') }}")) {
            assertThatThrownBy(() -> other.tokenize(chat("a", "b"), 1024))
                    .isInstanceOfSatisfying(
                            RefusedSample.class,
                            refused -> assertThat(refused.code()).isEqualTo("template_refuses"))
                    .hasMessageContaining("system role not supported");
        }
    }

    @Test
    void aTemplateThatIsNoneIsAFaultOfTheBase() {
        assertThatThrownBy(() -> withTemplate("{% if %}"))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("chat template, line 1");
    }

    @Test
    void aBaseWithoutTokenizerOrStopTokenIsRefusedByName() throws IOException {
        assertThatThrownBy(() -> ChatTokenizer.load(base))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("has no tokenizer.json");
        Files.writeString(base.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> ChatTokenizer.load(base))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageStartingWith("tokenizer.json cannot be read");
        Files.delete(base.resolve("tokenizer.json"));
        Files.copy(TINY.resolve("tokenizer.json"), base.resolve("tokenizer.json"));
        assertThatThrownBy(() -> ChatTokenizer.load(base))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("names no stop token");
        Files.writeString(base.resolve("tokenizer_config.json"), "{\"eos_token\":\"not there\"}");
        assertThatThrownBy(() -> ChatTokenizer.load(base))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessage("eos_token \"not there\" is not a token of tokenizer.json");
    }

    @Test
    void aBaseWithoutTemplateTakesCompletionsOnly() throws IOException {
        Files.copy(TINY.resolve("tokenizer.json"), base.resolve("tokenizer.json"));
        var config =
                (ObjectNode) JSON.readTree(Files.readString(TINY.resolve("tokenizer_config.json")));
        config.remove("chat_template");
        Files.writeString(base.resolve("tokenizer_config.json"), config.toString());
        try (var other = ChatTokenizer.load(base)) {
            assertThat(other.tokenize(new Sample.Completion("a", "b"), 10).length()).isEqualTo(3);
            assertThatThrownBy(() -> other.tokenize(chat("a", "b"), 10))
                    .isInstanceOf(RefusedSample.class)
                    .hasMessageContaining("no chat template");
        }
    }
}
