package dev.hone.datasets.tickets;

import dev.hone.datasets.tickets.Phrases.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two files: no text occurs twice, and no held-out ticket combines problem, fact and cue of
/// urgency as a training ticket does.
record TicketCorpus(List<Ticket> train, List<Ticket> heldOut) {
    private static final int TRAIN_ROWS = 2_000;
    private static final int HELD_OUT_ROWS = 400;
    private static final int FEWEST_WORDS = 15;
    private static final int MOST_WORDS = 45;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!]) ");

    TicketCorpus {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    static TicketCorpus generate(long seed) {
        var writer = new TicketWriter(Phrases.load(), new Dice(seed));
        var texts = new HashSet<String>();
        var train = new ArrayList<Ticket>();
        while (train.size() < TRAIN_ROWS) {
            var ticket = writer.write(Part.TRAIN);
            if (fits(ticket) && texts.add(ticket.text())) {
                train.add(ticket);
            }
        }
        var seen = train.stream().map(Ticket::composition).collect(Collectors.toSet());
        var heldOut = new ArrayList<Ticket>();
        while (heldOut.size() < HELD_OUT_ROWS) {
            var ticket = writer.write(Part.HELD_OUT);
            if (fits(ticket) && !seen.contains(ticket.composition()) && texts.add(ticket.text())) {
                heldOut.add(ticket);
            }
        }
        return new TicketCorpus(train, heldOut);
    }

    private static boolean fits(Ticket ticket) {
        int words = ticket.text().split(" ").length;
        return words >= FEWEST_WORDS && words <= MOST_WORDS;
    }

    /// Share of the held-out sentences, names and numbers included, that occur word for word in the
    /// training file.
    double sharedSentences() {
        var known = sentences(train).collect(Collectors.toSet());
        return share(sentences(heldOut).toList(), known);
    }

    /// Share of the held-out problems, facts and cues whose pattern occurs in the training file.
    double sharedPatterns() {
        var known = patterns(train).collect(Collectors.toSet());
        return share(patterns(heldOut).toList(), known);
    }

    /// Share of the held-out tickets with at least one pattern the training file lacks.
    double ticketsWithNewPattern() {
        var known = patterns(train).collect(Collectors.toSet());
        long with =
                heldOut.stream()
                        .filter(ticket ->
                                patterns(List.of(ticket)).anyMatch(p -> !known.contains(p)))
                        .count();
        return (double) with / heldOut.size();
    }

    private static double share(List<String> parts, Set<String> known) {
        return (double) parts.stream().filter(known::contains).count() / parts.size();
    }

    private static Stream<String> sentences(List<Ticket> tickets) {
        return tickets.stream().flatMap(ticket -> SENTENCE_END.splitAsStream(ticket.text()));
    }

    private static Stream<String> patterns(List<Ticket> tickets) {
        return tickets.stream().flatMap(ticket -> Stream.of(ticket.composition().split("\\|")));
    }
}
