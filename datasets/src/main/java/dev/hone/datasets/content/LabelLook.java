package dev.hone.datasets.content;

import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the answers are: blank, a few labels and how evenly, or, where they are no labels, one
/// answer to many questions.
final class LabelLook implements Look {
    private static final int LONGEST_LABEL = 200;
    private static final int MOST_LABELS = 1 << 14;
    private static final int NAMED_LABELS = 10;

    /// Below so many rows nothing can be said of balance.
    private static final int FEWEST_ROWS = 50;

    /// A classification has that many rows for a label, or more.
    private static final int ROWS_PER_LABEL = 10;

    private static final int FEW_ROWS_OF_LABEL = 5;
    private static final double MAJORITY = 0.8;
    private static final int FEWEST_REPEATS = 20;
    private static final double SHARE_OF_REPEATS = 0.01;

    private static final class Label {
        private final long firstLine;
        private long training;
        private long validation;
        private int firstQuestion;
        private boolean differs;

        Label(ContentRow row) {
            firstLine = row.line();
            firstQuestion = row.question().hashCode();
        }

        void count(ContentRow row) {
            differs |= firstQuestion != row.question().hashCode();
            training += row.file() == ContentFile.TRAINING ? 1 : 0;
            validation += row.file() == ContentFile.VALIDATION ? 1 : 0;
        }
    }

    private record Named(String name, Label label) {}

    private final Map<String, Label> labels = new HashMap<>();
    private final InEachFile blank = InEachFile.of(ContentCode.BLANK_ANSWER);
    private long rows;

    /// Of training rows whose answer is long, or one more than are counted.
    private long otherAnswers;

    @Override
    public void see(ContentRow row) {
        if (!row.answered()) {
            return;
        }
        var answer = row.answer();
        if (row.file() == ContentFile.TRAINING) {
            rows++;
        }
        if (answer.codePoints().noneMatch(LabelLook::says)) {
            blank.of(row.file()).add(row.line(), null, row.question());
        }
        count(answer, row);
    }

    private void count(String answer, ContentRow row) {
        var label = answer.length() > LONGEST_LABEL ? null : labels.get(answer);
        if (label == null && answer.length() <= LONGEST_LABEL && labels.size() < MOST_LABELS) {
            label = new Label(row);
            labels.put(answer, label);
        }
        if (label != null) {
            label.count(row);
        } else if (row.file() == ContentFile.TRAINING) {
            otherAnswers++;
        }
    }

    private static boolean says(int point) {
        return Character.isLetterOrDigit(point)
                || switch (Character.getType(point)) {
                    case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.OTHER_SYMBOL ->
                            true;
                    default -> false;
                };
    }

    /// Whether nearly all answers are one of a few short texts.
    private boolean isClassification() {
        long trained = labels.values().stream().filter(label -> label.training > 0).count();
        long repeated =
                labels.values().stream()
                        .mapToLong(label -> label.training)
                        .filter(count -> count > 1)
                        .sum();
        return rows >= FEWEST_ROWS
                && trained * ROWS_PER_LABEL <= rows
                && repeated * 10 >= rows * 9
                && otherAnswers * 10 <= rows;
    }

    @Override
    public List<ContentFinding> findings() {
        var findings = new ArrayList<>(blank.findings(LabelLook::blankMessage));
        var byRows =
                labels.entrySet().stream()
                        .map(entry -> new Named(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparingLong((Named one) -> -one.label().training)
                                        .thenComparing(Named::name))
                        .toList();
        if (isClassification()) {
            majority(byRows.getFirst()).ifPresent(findings::add);
            rare(byRows).ifPresent(findings::add);
            unseen(byRows).ifPresent(findings::add);
        } else {
            repeated(byRows).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<ContentFinding> majority(Named most) {
        double share = (double) most.label().training / rows;
        return share < MAJORITY
                ? Optional.empty()
                : Optional.of(
                        finding(
                                ContentCode.LABEL_IMBALANCE,
                                ContentFile.TRAINING,
                                List.of(most),
                                ("%.1f %% of the rows have the label \"%s\": a model that always says it"
                                                + " is right as often. Add rows of the other labels, or leave some of"
                                                + " this one out")
                                        .formatted(100 * share, Quote.cut(most.name()))));
    }

    private Optional<ContentFinding> rare(List<Named> byRows) {
        var rare =
                byRows.stream()
                        .filter(one ->
                                one.label().training > 0
                                        && one.label().training < FEW_ROWS_OF_LABEL)
                        .toList();
        return rare.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        finding(
                                ContentCode.RARE_LABEL,
                                ContentFile.TRAINING,
                                rare,
                                "labels of fewer than %d rows: %s. Add rows of them, or correct what is misspelt"
                                        .formatted(
                                                FEW_ROWS_OF_LABEL,
                                                names(rare, one -> one.label().training))));
    }

    private Optional<ContentFinding> unseen(List<Named> byRows) {
        var unseen = byRows.stream().filter(one -> one.label().training == 0).toList();
        return unseen.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        finding(
                                ContentCode.UNSEEN_LABEL,
                                ContentFile.VALIDATION,
                                unseen,
                                ("labels that only validation rows have: %s. Nothing teaches them: add"
                                                + " training rows of them, or correct what is misspelt")
                                        .formatted(names(unseen, one -> one.label().validation))));
    }

    private Optional<ContentFinding> repeated(List<Named> byRows) {
        double fewest = Math.max(FEWEST_REPEATS, SHARE_OF_REPEATS * rows);
        var repeated =
                byRows.stream()
                        .filter(one -> one.label().differs && one.label().training >= fewest)
                        .toList();
        return repeated.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        finding(
                                ContentCode.REPEATED_ANSWER,
                                ContentFile.TRAINING,
                                repeated,
                                ("answers that many different questions get: %s. A model learns to"
                                                + " say them to anything: leave most of these rows out, or answer each")
                                        .formatted(names(repeated, one -> one.label().training))));
    }

    private interface Count {
        long of(Named named);
    }

    private static String names(List<Named> labels, Count count) {
        var first =
                labels.stream()
                        .limit(NAMED_LABELS)
                        .map(one -> "\"%s\" (%d)".formatted(Quote.cut(one.name()), count.of(one)))
                        .collect(Collectors.joining(", "));
        return labels.size() <= NAMED_LABELS
                ? first
                : first + " and %d more".formatted(labels.size() - NAMED_LABELS);
    }

    private static ContentFinding finding(
            ContentCode code, ContentFile file, List<Named> labels, String message) {
        var found = new Sightings(code, file);
        for (Named one : labels) {
            found.add(one.label().firstLine, null, one.name());
            found.addUnseen(
                    (file == ContentFile.TRAINING ? one.label().training : one.label().validation)
                            - 1);
        }
        return found.finding(_ -> message).orElseThrow();
    }

    private static String blankMessage(long rows) {
        return "rows whose answer holds no letter, digit or symbol: %d. Write the answer, or leave the row out"
                .formatted(rows);
    }
}
