package dev.hone.trainer.job;

import dev.hone.datasets.privacy.Redacted;
import dev.hone.datasets.privacy.Redaction;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Does with the personal data in a file's rows what the job asks for, and counts it.
final class RowPrivacy {
    private final boolean looks;
    private final Redaction redaction;
    private final Counts masked = new Counts();
    private final Counts reported = new Counts();
    private final Counts rejected = new Counts();

    private static final class Counts {
        private final Map<PersonalDataKind, Long> kinds = new EnumMap<>(PersonalDataKind.class);
        private long rows;

        void add(Set<PersonalDataKind> found) {
            rows += found.isEmpty() ? 0 : 1;
            found.forEach(kind -> kinds.merge(kind, 1L, Long::sum));
        }

        /// As `rows masked: 3 (2 x email, 1 x phone)`.
        Optional<String> told(String what) {
            return rows == 0
                    ? Optional.empty()
                    : Optional.of(
                            "rows %s: %d (%s)"
                                    .formatted(
                                            what,
                                            rows,
                                            kinds.entrySet().stream()
                                                    .map(entry ->
                                                            entry.getValue()
                                                                    + " x "
                                                                    + name(entry.getKey()))
                                                    .collect(Collectors.joining(", "))));
        }
    }

    RowPrivacy(PersonalDataPolicy policy) {
        looks = !policy.isEmpty();
        redaction = new Redaction(policy);
    }

    /// The row as it is to be learned; a row that is left out is added to those skipped.
    Optional<Sample> applied(Row.Usable row, Skipped skipped) {
        if (!looks) {
            return Optional.of(row.sample());
        }
        return switch (redaction.apply(row.sample())) {
            case Redacted.Unchanged(var sample, var found) -> {
                reported.add(found);
                yield Optional.of(sample);
            }
            case Redacted.Masked(var sample, var kinds, var found) -> {
                masked.add(kinds);
                reported.add(found);
                yield Optional.of(sample);
            }
            case Redacted.Rejected(var kinds) -> {
                rejected.add(kinds);
                skipped.add(
                        row.line(),
                        "personal_data",
                        "it holds %s, which the job rejects".formatted(names(kinds)));
                yield Optional.empty();
            }
        };
    }

    /// What was done in the file of that name, if anything was.
    Optional<String> told(String filename) {
        var parts =
                Stream.of(
                                masked.told("masked"),
                                rejected.told("left out"),
                                reported.told("kept with it"))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("%s: personal data: %s.".formatted(filename, parts));
    }

    private static String names(Set<PersonalDataKind> kinds) {
        return new TreeSet<>(kinds)
                .stream().map(RowPrivacy::name).collect(Collectors.joining(" and "));
    }

    private static String name(PersonalDataKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
