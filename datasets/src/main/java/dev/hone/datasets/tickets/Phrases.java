package dev.hone.datasets.tickets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The phrase book: sections of phrases, of which some are kept for the held-out file.
final class Phrases {
    private static final String HELD_OUT_MARK = "~ ";

    private final Map<String, List<String>> shared = new LinkedHashMap<>();
    private final Map<String, List<String>> withHeldOut = new LinkedHashMap<>();

    static Phrases load() {
        try (var resource = Phrases.class.getResourceAsStream("phrases.txt")) {
            if (resource == null) {
                throw new IllegalStateException("phrases.txt is not on the class path");
            }
            return new Phrases(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Phrases(String book) {
        var section = "";
        for (var line : book.lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
                shared.put(section, new ArrayList<>());
                withHeldOut.put(section, new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                add(section, line);
            }
        }
    }

    private void add(String section, String line) {
        boolean heldOutOnly = line.startsWith(HELD_OUT_MARK);
        var phrase = heldOutOnly ? line.substring(HELD_OUT_MARK.length()) : line;
        if (!heldOutOnly) {
            phrasesOf(shared, section).add(phrase);
        }
        phrasesOf(withHeldOut, section).add(phrase);
    }

    List<String> of(String section, Part part) {
        return phrasesOf(part == Part.TRAIN ? shared : withHeldOut, section);
    }

    /// The last words of the sections that start so: teams of a category, for example.
    List<String> namesUnder(String prefix) {
        return shared.keySet().stream()
                .filter(section -> section.startsWith(prefix + " "))
                .map(section -> section.substring(prefix.length() + 1))
                .toList();
    }

    private static List<String> phrasesOf(Map<String, List<String>> book, String section) {
        var phrases = book.get(section);
        if (phrases == null) {
            throw new IllegalArgumentException("no section [%s] in phrases.txt".formatted(section));
        }
        return phrases;
    }

    /// Which of the two files a ticket is for.
    enum Part {
        TRAIN,
        HELD_OUT
    }
}
