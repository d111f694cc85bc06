package dev.hone.datasets.tickets;

import dev.hone.datasets.tickets.Phrases.Part;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Composes one ticket: what is wrong, a fact that decides the team, a cue of urgency, courtesies.
final class TicketWriter {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern LONG_WORD = Pattern.compile("\\b[a-z]{7,}\\b");
    private static final List<String> LEVELS = List.of("low", "normal", "high", "critical");
    private static final int TYPO_PERCENT = 3;

    private final Phrases phrases;
    private final Dice dice;

    TicketWriter(Phrases phrases, Dice dice) {
        this.phrases = phrases;
        this.dice = dice;
    }

    Ticket write(Part part) {
        var category = dice.pick(phrases.namesUnder("problem"));
        var team = dice.pick(phrases.namesUnder("fact " + category));
        var urgency = urgencyFor(category);
        var problem = dice.pick(phrases.of("problem " + category, part));
        var fact = dice.pick(phrases.of("fact " + category + " " + team, part));
        var cue = dice.pick(phrases.of("urgency " + urgency, part));
        var body = courteous(ordered(problem, fact, cue), part);
        var author = dice.pick(phrases.of("slot name", part));
        var firm = dice.pick(phrases.of("slot company", part));
        var text = fill(body.replace("{author}", author).replace("{firm}", firm), part);
        return new Ticket(
                dice.percent(TYPO_PERCENT) ? withTypo(text) : text,
                category,
                urgency,
                team,
                String.join("|", problem, fact, cue));
    }

    /// Wishes are seldom emergencies and break-ins seldom wait; no level is impossible.
    private String urgencyFor(String category) {
        return LEVELS.get(
                switch (category) {
                    case "feature_request" -> dice.weighted(45, 35, 15, 5);
                    case "security" -> dice.weighted(10, 25, 35, 30);
                    case "cancellation", "account" -> dice.weighted(30, 35, 25, 10);
                    default -> dice.weighted(22, 28, 28, 22);
                });
    }

    private String ordered(String problem, String fact, String cue) {
        return switch (dice.weighted(5, 3, 2)) {
            case 0 -> String.join(" ", problem, fact, cue);
            case 1 -> String.join(" ", problem, cue, fact);
            default -> String.join(" ", cue, problem, fact);
        };
    }

    private String courteous(String body, Part part) {
        var ticket = body;
        if (dice.percent(65)) {
            ticket = dice.pick(phrases.of("opening", part)) + " " + ticket;
        }
        if (dice.percent(60)) {
            ticket = ticket + " " + dice.pick(phrases.of("closing", part));
        }
        return ticket;
    }

    /// Slots may hold slots: "the first of {month}".
    private String fill(String template, Part part) {
        var text = template;
        while (text.contains("{")) {
            text =
                    SLOT.matcher(text)
                            .replaceAll(
                                    slot -> Matcher.quoteReplacement(value(slot.group(1), part)));
        }
        return text;
    }

    private String value(String slot, Part part) {
        return switch (slot) {
            case "order" -> "LK-" + (10_000 + dice.below(90_000));
            case "amount" -> String.valueOf(10 + dice.below(490));
            case "count" -> String.valueOf(3 + dice.below(57));
            default -> dice.pick(phrases.of("slot " + slot, part));
        };
    }

    /// Leaves out one inner letter of one long word.
    private String withTypo(String text) {
        var words = LONG_WORD.matcher(text).results().toList();
        if (words.isEmpty()) {
            return text;
        }
        var word = dice.pick(words);
        int letter = word.start() + 1 + dice.below(word.end() - word.start() - 2);
        return text.substring(0, letter) + text.substring(letter + 1);
    }
}
