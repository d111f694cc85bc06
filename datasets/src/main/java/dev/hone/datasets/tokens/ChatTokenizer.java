package dev.hone.datasets.tokens;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.template.ChatTemplate;
import dev.hone.datasets.template.TemplateException;
import dev.hone.datasets.tokens.NativeTokenizer.Tokens;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import dev.hone.protocol.LossOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A base model's tokenizer together with its chat template. Safe for use by several threads.
///
/// Loading sets the system properties `ai.djl.offline` and `RUST_FLAVOR=cpu` where they are not
/// set, so that the native library in the jar is used and nothing is fetched.
public final class ChatTokenizer implements AutoCloseable {
    private final NativeTokenizer tokenizer;
    private final Optional<Turns> turns;
    private final Optional<Turns> turnsWithTools;
    private final Set<Integer> stopTokens;
    private final Vocabulary vocabulary;
    private final Optional<String> chatTemplate;
    private final int[] start;

    private ChatTokenizer(
            NativeTokenizer tokenizer, TokenizerFiles files, Map<Integer, String> special) {
        this.tokenizer = tokenizer;
        this.chatTemplate = files.templates().plain();
        this.turns = turns(files.templates().plain(), files);
        this.turnsWithTools = turns(files.templates().withTools(), files);
        this.stopTokens = Vocabulary.stopTokens(tokenizer, files);
        this.vocabulary = Vocabulary.of(tokenizer, files, special);
        this.start = tokenizer.start();
    }

    /// Whether that file of a base decides how rows are read; weights never do.
    ///
    /// @param path relative to the base's directory
    public static boolean reads(String path) {
        return TokenizerFiles.READ.contains(path) || TemplateTexts.isNamed(path);
    }

    /// @param baseDirectory a Hugging Face directory
    /// @throws UnusableTokenizer if its tokenizer or template cannot be used
    public static ChatTokenizer load(Path baseDirectory) throws IOException {
        var files = TokenizerFiles.read(baseDirectory);
        var tokenizer = NativeTokenizer.load(baseDirectory);
        try {
            var special = AddedTokens.special(baseDirectory.resolve("tokenizer.json"));
            return new ChatTokenizer(tokenizer, files, special);
        } catch (UnusableTokenizer | IOException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static Optional<Turns> turns(Optional<String> template, TokenizerFiles files) {
        return template.map(text -> new Turns(parsed(text), files.specialTokens()));
    }

    private static ChatTemplate parsed(String template) {
        try {
            return ChatTemplate.parse(template);
        } catch (TemplateException e) {
            throw new UnusableTokenizer(String.valueOf(e.getMessage()));
        }
    }

    /// Tokens that end a generation.
    public Set<Integer> stopTokens() {
        return stopTokens;
    }

    /// What the base's files say of single tokens.
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The text of the template that conversations are rendered with, if there is one.
    public Optional<String> chatTemplate() {
        return chatTemplate;
    }

    /// Number of tokens of a text that is encoded as it is.
    public int count(String text) {
        return tokenizer.ids(text, false).length;
    }

    /// A token as it is written, special ones too.
    public String text(int id) {
        return tokenizer.text(id);
    }

    /// As the other one, with loss on what the assistant says.
    public TokenizedSample tokenize(Sample sample, int maxLength) {
        return tokenize(sample, LossOn.ASSISTANT, maxLength).sample();
    }

    /// A row to train on, cut at the end to the given length. Turns that are learned are so with
    /// their stop token, and a completion with one.
    ///
    /// @throws RefusedSample if nothing of it can be learned, with the reason
    public Tokenized tokenize(Sample sample, LossOn lossOn, int maxLength) {
        var encoded = encode(sample, lossOn);
        var whole = new TokenizedSample(encoded.tokens().ids(), encoded.labelled());
        var cut = whole.cut(maxLength);
        if (cut.labelledCount() == 0) {
            throw new RefusedSample(
                    "nothing_labelled",
                    whole.labelledCount() == 0
                            ? "the row has nothing to learn"
                            : "all that is to be learned lies after the first %d of its %d tokens; raise max_length"
                                    .formatted(maxLength, whole.length()));
        }
        return new Tokenized(cut, whole.length());
    }

    /// The same tokens and labels uncut, with where they come from.
    ///
    /// @throws RefusedSample if the row cannot be encoded with this base
    public Reading read(Sample sample, LossOn lossOn) {
        var encoded = encode(sample, lossOn);
        var tokens = encoded.tokens();
        var labelled = new TokenizedSample(tokens.ids(), encoded.labelled()).labelled();
        return new Reading(
                encoded.text(),
                tokens.ids(),
                tokens.starts(),
                tokens.ends(),
                labelled,
                turnEnds(sample, lossOn, encoded),
                Parts.of(sample, encoded.text()));
    }

    /// Where everything is learned, turns are found for the proof of their ends alone.
    private List<Integer> turnEnds(Sample sample, LossOn lossOn, Encoded encoded) {
        if (lossOn == LossOn.ALL && sample instanceof Sample.Chat chat) {
            var learned =
                    turns(chat)
                            .turns(chat.messages(), turn -> chat.messages().get(turn).isLearned());
            return Labels.turnEnds(learned, encoded.tokens(), stopTokens);
        }
        return encoded.turnEnds();
    }

    private record Encoded(String text, Tokens tokens, BitSet labelled, List<Integer> turnEnds) {}

    private Encoded encode(Sample sample, LossOn lossOn) {
        return switch (sample) {
            case Sample.Chat chat -> encode(chat, lossOn);
            case Sample.Completion(var prompt, var completion) ->
                    learned(prompt, completion, lossOn);
            case Sample.Text(var text) -> learned(text);
            case Sample.Preference _, Sample.TextPreference _ -> throw preference();
        };
    }

    private Encoded encode(Sample.Chat chat, LossOn lossOn) {
        var messages = chat.messages();
        var rendered =
                turns(chat)
                        .turns(
                                messages,
                                switch (lossOn) {
                                    case ASSISTANT -> turn -> messages.get(turn).isLearned();
                                    case COMPLETION ->
                                            turn ->
                                                    turn == last(messages)
                                                            && messages.get(turn).isLearned();
                                    case ALL -> turn -> !messages.get(turn).isLearned();
                                });
        var tokens = tokenizer.tokens(rendered.text());
        if (tokens.ids().length == 0) {
            throw new RefusedSample("nothing_labelled", "the chat template makes no text of it");
        }
        var learned =
                lossOn == LossOn.ALL
                        ? Labels.except(rendered, tokens, stopTokens)
                        : Labels.of(rendered, tokens, stopTokens);
        return new Encoded(rendered.text(), tokens, learned.labelled(), learned.turnEnds());
    }

    /// Prompt and completion are encoded apart, as they are when the model is asked.
    private Encoded learned(String prompt, String completion, LossOn lossOn) {
        var asked = Tokens.of(start).then(tokenizer.tokens(prompt), 0);
        var answer = withStop(tokenizer.tokens(completion));
        var all = asked.then(answer, prompt.codePointCount(0, prompt.length()));
        var labelled = new BitSet();
        labelled.set(lossOn == LossOn.ALL ? 0 : asked.ids().length, all.ids().length);
        return new Encoded(prompt + completion, all, labelled, List.of(all.ids().length - 1));
    }

    private Encoded learned(String text) {
        var all = withStop(Tokens.of(start).then(tokenizer.tokens(text), 0));
        var labelled = new BitSet();
        labelled.set(0, all.ids().length);
        return new Encoded(text, all, labelled, List.of(all.ids().length - 1));
    }

    private Tokens withStop(Tokens tokens) {
        var ids = tokens.ids();
        boolean stops = ids.length > 0 && stopTokens.contains(ids[ids.length - 1]);
        return stops ? tokens : tokens.then(Tokens.of(stopTokens.iterator().next()), 0);
    }

    /// The text a model is asked with: everything before the last assistant turn.
    ///
    /// @throws RefusedSample if the row asks for nothing
    public int[] prompt(Sample sample) {
        return switch (sample) {
            case Sample.Chat chat -> {
                var asked = chat.messages().subList(0, last(chat.messages()));
                yield tokenizer.ids(turns(chat).text(asked, true), false);
            }
            case Sample.Completion(var prompt, _) -> started(prompt);
            case Sample.Text _ -> throw noQuestion("a row of plain text asks for nothing");
            case Sample.Preference _, Sample.TextPreference _ -> throw preference();
        };
    }

    /// A plain text as it begins a sequence.
    private int[] started(String text) {
        return IntStream.concat(Arrays.stream(start), Arrays.stream(tokenizer.ids(text, false)))
                .toArray();
    }

    /// What the model should answer to the prompt.
    ///
    /// @throws RefusedSample if that is not a text
    public String expected(Sample sample) {
        return switch (sample) {
            case Sample.Chat chat -> {
                var answer = chat.messages().get(last(chat.messages()));
                if (answer.content().isEmpty()) {
                    throw noQuestion("the answer of the row is a tool call, not a text");
                }
                yield answer.content();
            }
            case Sample.Completion(_, var completion) -> completion;
            case Sample.Text _ -> throw noQuestion("a row of plain text asks for nothing");
            case Sample.Preference _, Sample.TextPreference _ -> throw preference();
        };
    }

    private static RefusedSample noQuestion(String reason) {
        return new RefusedSample("no_question", reason);
    }

    private static RefusedSample preference() {
        return new RefusedSample(
                "preference_row",
                "a row of preferences has no single answer to learn; supervised training takes"
                        + " chat, completion, alpaca, sharegpt and text");
    }

    private static int last(List<ChatMessage> messages) {
        for (int index = messages.size() - 1; index >= 0; index--) {
            if (messages.get(index).isAssistant()) {
                return index;
            }
        }
        throw new IllegalArgumentException("a chat must have an assistant message");
    }

    /// Text of the tokens, without special ones.
    public String decode(int[] ids) {
        return tokenizer.decode(ids);
    }

    private Turns turns(Sample.Chat chat) {
        var own = chat.tools().isEmpty() ? turns : turnsWithTools;
        return own.orElseThrow(() ->
                        new RefusedSample(
                                "no_chat_template",
                                "the base model has no chat template; use rows of prompt and completion"))
                .with(chat.tools());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
