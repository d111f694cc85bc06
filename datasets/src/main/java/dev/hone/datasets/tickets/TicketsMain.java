package dev.hone.datasets.tickets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the sample tickets: `TicketsMain OUT_DIR [--seed N]`.
public final class TicketsMain {
    static final long COMMITTED_SEED = 20_261_123;

    private TicketsMain() {}

    @SuppressWarnings("SystemOut") // a command line tool that answers on the terminal
    public static void main(String[] args) throws IOException {
        boolean seeded =
                args.length == 3 && args[1].equals("--seed") && args[2].matches("\\d{1,18}");
        if (args.length != 1 && !seeded) {
            System.err.println("usage: TicketsMain OUT_DIR [--seed N], N a whole number");
            System.exit(2);
        }
        long seed = seeded ? Long.parseLong(args[2]) : COMMITTED_SEED;
        var directory = Files.createDirectories(Path.of(args[0]));
        for (var file : files(seed).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
            System.out.println("wrote " + directory.resolve(file.getKey()));
        }
    }

    /// Every file of the sample by name, with its text.
    static Map<String, String> files(long seed) {
        var corpus = TicketCorpus.generate(seed);
        var files = new LinkedHashMap<String, String>();
        files.put("train.jsonl", jsonLines(corpus.train()));
        files.put("heldout.jsonl", jsonLines(corpus.heldOut()));
        files.put("test.jsonl", jsonLines(corpus.test()));
        files.put("README.md", Readme.of(corpus, seed));
        return files;
    }

    private static String jsonLines(List<Ticket> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.toJsonLine() + "\n")
                .collect(Collectors.joining());
    }
}
