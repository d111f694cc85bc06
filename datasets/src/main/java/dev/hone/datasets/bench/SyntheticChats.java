package dev.hone.datasets.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Conversations of two to eight turns of everyday length, some with letters beyond ASCII and some
/// with escapes, about 2 kB a row.
final class SyntheticChats {
    private static final String[] WORDS = {
        "the", "ticket", "customer", "asks", "why", "an", "invoice", "from", "March", "is", "open",
        "although", "it", "was", "paid", "on", "time", "Grüße", "naïve", "東京", "\\n",
                "\\\"quoted\\\"",
        "please", "answer", "with", "one", "sentence", "and", "refund", "order", "number", "4711"
    };
    private static final int MOST_TURNS = 4;
    private static final int LONGEST_TURN = 150;
    private static final int SHORTEST_TURN = 5;

    private final SplittableRandom random = new SplittableRandom(7);
    private final StringBuilder row = new StringBuilder();

    private SyntheticChats() {}

    /// Overwrites the file with at least so many characters.
    static void write(Path file, long characters) throws IOException {
        var chats = new SyntheticChats();
        try (var out = Files.newBufferedWriter(file)) {
            for (long written = 0; written < characters; ) {
                written += chats.writeRow(out);
            }
        }
    }

    private int writeRow(Writer out) throws IOException {
        row.setLength(0);
        row.append("{\"messages\": [{\"role\": \"system\", \"content\": \"Answer briefly.\"}");
        int turns = random.nextInt(1, MOST_TURNS + 1);
        for (int turn = 0; turn < turns; turn++) {
            message("user");
            message("assistant");
        }
        out.append(row.append("]}\n"));
        return row.length();
    }

    private void message(String role) {
        row.append(", {\"role\": \"").append(role).append("\", \"content\": \"");
        int words = random.nextInt(SHORTEST_TURN, LONGEST_TURN);
        for (int word = 0; word < words; word++) {
            row.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        row.append("\"}");
    }
}
