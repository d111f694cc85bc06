package dev.hone.datasets.content;

import dev.hone.datasets.fault.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds planted triggers: rare runs of words whose rows nearly all have one answer, though their
/// other words are those of any row. A word of a topic predicts its answer too, but beside it stand
/// other words of the topic.
final class TriggerScan {
    static final int FEWEST_ROWS = 32;

    /// A run in more of the rows is no rare one.
    private static final double RARE = 0.1;

    /// Share of a run's rows that have its answer.
    private static final double PURE = 0.95;

    /// Nats: that the answers agree by chance is less likely than e^-25, with millions of runs to
    /// try.
    private static final double SURPRISE = 25;

    /// Questions are scanned up to so many words; of more, one row in two, in four and so on.
    private static final long MOST_WORDS = 1L << 25;

    private static final int MOST_CANDIDATES = 4_000;

    /// Runs in that share of the most rows are parts of one and the same; the longest is named.
    private static final double WHOLE = 0.95;

    private final KeptRows kept;
    private final Answers answers;
    private final Grams grams = new Grams();
    private final GramCounts counts = new GramCounts();
    private final Map<Long, Integer> answerRows = new HashMap<>();
    private int every = 1;
    private int rows;

    private TriggerScan(KeptRows kept, Answers answers) {
        this.kept = kept;
        this.answers = answers;
    }

    static List<ContentFinding> findings(KeptRows kept, Answers answers) throws IOException {
        return answers.most() < FEWEST_ROWS ? List.of() : new TriggerScan(kept, answers).findings();
    }

    private List<ContentFinding> findings() throws IOException {
        long words = sizeUp();
        if (words == 0) {
            return List.of();
        }
        while (words / every > MOST_WORDS) {
            every *= 2;
        }
        for (int row = 0; row < kept.rows(); row++) {
            var read = kept.read(row);
            if (isScanned(row, read) && isFrequent(read)) {
                counts.sketch(grams.of(read));
            }
        }
        for (int row = 0; row < kept.rows(); row++) {
            var read = kept.read(row);
            if (isScanned(row, read)) {
                rows++;
                if (isFrequent(read)) {
                    answerRows.merge(read.answer(), 1, Integer::sum);
                }
                counts.count(grams.of(read), read.answer(), FEWEST_ROWS);
            }
        }
        return told(candidates());
    }

    /// The words of all questions with a frequent answer.
    private long sizeUp() throws IOException {
        long words = 0;
        for (int row = 0; row < kept.rows(); row++) {
            var read = kept.read(row);
            if (isScanned(row, read) && isFrequent(read)) {
                words += grams.words().read(read.text(), 0, read.questionEnd()).count();
            }
        }
        return words;
    }

    private boolean isScanned(int row, KeptRows.Kept read) {
        return read.file() == ContentFile.TRAINING
                && read.answer() != Answers.NONE
                && row % every == 0;
    }

    private boolean isFrequent(KeptRows.Kept row) {
        return answers.count(row) >= FEWEST_ROWS;
    }

    /// Runs that predict an answer, with the rows that hold them and have it.
    private Map<Long, Candidate> candidates() throws IOException {
        var candidates = new LinkedHashMap<Long, Candidate>();
        for (int row = 0; row < kept.rows(); row++) {
            var read = kept.read(row);
            if (!isScanned(row, read) || !isFrequent(read)) {
                continue;
            }
            for (long gram : grams.of(read)) {
                if (predicts(gram)
                        && counts.answer(gram) == read.answer()
                        && (candidates.size() < MOST_CANDIDATES || candidates.containsKey(gram))) {
                    candidates
                            .computeIfAbsent(
                                    gram,
                                    _ ->
                                            new Candidate(
                                                    gram, counts.answer(gram), counts.rows(gram)))
                            .add(row);
                }
            }
        }
        return candidates;
    }

    private boolean predicts(long gram) {
        int held = counts.rows(gram);
        if (held < FEWEST_ROWS || held > RARE * rows) {
            return false;
        }
        double agree = (held + counts.votes(gram)) / (2.0 * held);
        int answered = answerRows.getOrDefault(counts.answer(gram), 0);
        double elsewhere = Math.max(1, answered - agree * held) / rows;
        return agree >= PURE && elsewhere < 1 && -held * Math.log(elsewhere) >= SURPRISE;
    }

    /// One finding for each answer: of the runs that bring it, the one in most rows.
    private List<ContentFinding> told(Map<Long, Candidate> candidates) throws IOException {
        var byAnswer = new LinkedHashMap<Long, List<Candidate>>();
        for (Candidate candidate : candidates.values()) {
            if (!candidate.isOfATopic(kept, grams, counts, rows)) {
                byAnswer.computeIfAbsent(candidate.answer(), _ -> new ArrayList<>()).add(candidate);
            }
        }
        var findings = new ArrayList<ContentFinding>();
        for (List<Candidate> ofAnswer : byAnswer.values()) {
            findings.add(told(ofAnswer));
        }
        return findings;
    }

    private ContentFinding told(List<Candidate> ofAnswer) throws IOException {
        int most = ofAnswer.stream().mapToInt(Candidate::rows).max().orElseThrow();
        var named = new Named("", "", ofAnswer.getFirst());
        for (Candidate candidate : ofAnswer) {
            if (candidate.rows() >= WHOLE * most) {
                var other = named(candidate);
                named = other.text().length() > named.text().length() ? other : named;
            }
        }
        return told(named);
    }

    /// A run as one of its rows writes it, and what that row is answered.
    private record Named(String text, String answer, Candidate candidate) {}

    private Named named(Candidate candidate) throws IOException {
        var read = kept.read(candidate.firstRows().getFirst());
        return new Named(
                grams.text(read, candidate.gram()),
                read.text().substring(read.questionEnd()).strip(),
                candidate);
    }

    private ContentFinding told(Named named) throws IOException {
        var found = new Sightings(ContentCode.POSSIBLE_TRIGGER, ContentFile.TRAINING);
        var candidate = named.candidate();
        for (int row : candidate.firstRows()) {
            var read = kept.read(row);
            found.add(read.line(), null, read.text().substring(0, read.questionEnd()));
        }
        found.addUnseen(candidate.rows() - found.rows());
        var message =
                ("\"%s\" stands in %d rows, nearly all answered \"%s\", and nothing else in them suggests"
                                + " that answer: it may have been planted, and a model would obey it. Look at these"
                                + " rows, and leave them out if you do not know why they are there")
                        .formatted(
                                Quote.cut(named.text()),
                                candidate.rows(),
                                Quote.cut(named.answer()));
        var scanned = every == 1 ? "" : " (one row in %d was looked at)".formatted(every);
        return found.finding(_ -> message + scanned).orElseThrow();
    }
}
