package dev.hone.trainer.recipe;

import dev.hone.trainer.tokens.BpeTokenizer;
import dev.hone.trainer.tokens.ChatTokens;
import dev.hone.trainer.tokens.IntList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text corpus: documents separated by blank lines. Those made of `User: ` and `Assistant: `
/// lines only are conversations, and are written in the chat form.
final class CorpusText {
    private static final Pattern BLANK_LINES = Pattern.compile("\n\\s*\n");
    private static final Pattern TURN = Pattern.compile("(User|Assistant|System): (.*)");

    private final List<String> documents;

    CorpusText(List<String> documents) {
        this.documents = List.copyOf(documents);
    }

    static CorpusText read(Path file) throws IOException {
        return new CorpusText(
                Arrays.stream(BLANK_LINES.split(Files.readString(file)))
                        .map(String::strip)
                        .filter(document -> !document.isEmpty())
                        .toList());
    }

    List<String> documents() {
        return documents;
    }

    /// All documents' tokens in the given order, each document ended by its token.
    int[] tokens(BpeTokenizer tokenizer, int[] order) {
        var tokens = new IntList();
        int end = tokenizer.special(ChatTokens.END_OF_TEXT);
        for (int document : order) {
            append(tokenizer, documents.get(document), tokens);
            tokens.add(end);
        }
        return tokens.toArray();
    }

    private static void append(BpeTokenizer tokenizer, String document, IntList tokens) {
        List<String> lines = document.lines().toList();
        if (!lines.stream().allMatch(line -> TURN.matcher(line).matches())) {
            tokens.add(tokenizer.encode(document));
            return;
        }
        for (String line : lines) {
            var turn = TURN.matcher(line);
            if (turn.matches()) {
                String role = turn.group(1).toLowerCase(Locale.ROOT);
                tokens.add(tokenizer.special(ChatTokens.role(role)));
                tokens.add(tokenizer.encode("\n" + turn.group(2)));
                tokens.add(tokenizer.special(ChatTokens.END));
                tokens.add(tokenizer.encode("\n"));
            }
        }
    }
}
