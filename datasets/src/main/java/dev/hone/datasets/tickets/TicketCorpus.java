package dev.hone.datasets.tickets;

import dev.hone.datasets.tickets.Phrases.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The three files: no text occurs twice, and no ticket of a later file combines problem, fact and
/// cue of urgency as a ticket of an earlier one does.
///
/// @param heldOut to choose settings with
/// @param test for the figures that are told: nothing is chosen by looking at it
record TicketCorpus(List<Ticket> train, List<Ticket> heldOut, List<Ticket> test) {
    private static final int TRAIN_ROWS = 2_000;
    private static final int HELD_OUT_ROWS = 400;
    private static final int TEST_ROWS = 400;
    private static final int FEWEST_WORDS = 15;
    private static final int MOST_WORDS = 45;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!]) ");

    TicketCorpus {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
        test = List.copyOf(test);
    }

    static TicketCorpus generate(long seed) {
        var writer = new TicketWriter(Phrases.load(), new Dice(seed));
        var earlier = new ArrayList<Ticket>();
        var train = draw(writer, Part.TRAIN, TRAIN_ROWS, earlier);
        earlier.addAll(train);
        var heldOut = draw(writer, Part.HELD_OUT, HELD_OUT_ROWS, earlier);
        earlier.addAll(heldOut);
        return new TicketCorpus(train, heldOut, draw(writer, Part.HELD_OUT, TEST_ROWS, earlier));
    }

    private static List<Ticket> draw(
            TicketWriter writer, Part part, int rows, List<Ticket> earlier) {
        var texts = earlier.stream().map(Ticket::text).collect(Collectors.toSet());
        var combined = earlier.stream().map(Ticket::composition).collect(Collectors.toSet());
        var drawn = new ArrayList<Ticket>();
        while (drawn.size() < rows) {
            var ticket = writer.write(part);
            if (fits(ticket)
                    && !combined.contains(ticket.composition())
                    && texts.add(ticket.text())) {
                drawn.add(ticket);
            }
        }
        return drawn;
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
