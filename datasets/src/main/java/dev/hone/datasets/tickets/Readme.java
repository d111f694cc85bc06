package dev.hone.datasets.tickets;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page beside the sample files, with figures measured on them.
final class Readme {
    private Readme() {}

    static String of(TicketCorpus corpus, long seed) {
        return """
        # Sample support tickets

        Hone's own training data: %d tickets to train on (`train.jsonl`), %d held-out ones to choose
        settings with (`heldout.jsonl`) and %d for the figure that is told at the end (`test.jsonl`: look
        at it once, and choose nothing by it), in OpenAI's chat format. A customer of Larkfield, an invented maker of
        office software and devices, writes to support; the assistant answers with one line of JSON:
        `category`, `urgency` and `team`.

        The answer can always be read off the ticket:

        * `category`: what the customer writes about. %s.
        * `urgency`: a cue in plain words, such as "no rush" or "the whole office has stopped".
        * `team`: some categories have one team; for the others a stated fact decides, such as
          "still under warranty" or "single sign-on".

        | category | team | when |
        |---|---|---|
        | billing, account, cancellation | key_accounts | there is an enterprise contract or plan |
        | billing | finance | else |
        | account | support | else |
        | cancellation | retention | else |
        | refund | returns | goods go back |
        | refund | finance | a software fee |
        | login | identity | single sign-on |
        | login | support | email and password |
        | delivery | customs | held at customs |
        | delivery | logistics | else |
        | hardware | repairs | under warranty |
        | hardware | sales | out of warranty |
        | bug | mobile | app on phone or tablet |
        | bug | web | browser |
        | feature_request | product | always |
        | security | security | always |

        ## Why memorising does not help

        Each ticket is composed of a problem, a fact, a cue of urgency and courtesies, in varying order,
        with names, products, order numbers and, in a few, a typing error. No held-out ticket combines
        problem, fact and cue as any training ticket does, no test ticket as any of the two, and no text
        occurs twice. Of the held-out tickets:

        * %s of the held-out sentences occur word for word in the training file (short cues and facts
          mostly, and courtesies).
        * %s of the held-out problems, facts and cues follow a pattern that the training file has too;
          %s of the held-out tickets have at least one that it lacks.

        ## Made by

        `dev.hone.datasets.tickets.TicketsMain OUT_DIR --seed %d`, from the phrases in
        `phrases.txt` beside that class. A test proves that the committed files are exactly its output.
        All people, companies and orders are invented. Licence: that of the project.
        """
                .formatted(
                        corpus.train().size(),
                        corpus.heldOut().size(),
                        corpus.test().size(),
                        counted(corpus, Ticket::category),
                        percent(corpus.sharedSentences()),
                        percent(corpus.sharedPatterns()),
                        percent(corpus.ticketsWithNewPattern()),
                        seed);
    }

    private static String counted(TicketCorpus corpus, Function<Ticket, String> field) {
        long names = corpus.train().stream().map(field).distinct().count();
        return names
                + " of them: "
                + corpus.train().stream()
                        .map(field)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
