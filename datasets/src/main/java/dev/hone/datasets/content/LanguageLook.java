package dev.hone.datasets.content;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which languages the rows are in, and whether a few rows of one hide among many of another.
final class LanguageLook implements Look {
    /// Of the rows whose language can be told.
    private static final double MAIN = 0.8;

    private static final double MINORITY = 0.1;
    private static final int FEWEST_ROWS = 3;
    private static final double PERCENT = 100;

    private final LanguageDetector detector = new LanguageDetector();
    private final Map<Language, Sightings> training = new EnumMap<>(Language.class);
    private final Map<Language, Sightings> validation = new EnumMap<>(Language.class);

    @Override
    public void see(ContentRow row) {
        detector.detect(row.text())
                .ifPresent(language ->
                        of(row.file())
                                .computeIfAbsent(
                                        language,
                                        _ ->
                                                new Sightings(
                                                        ContentCode.MINORITY_LANGUAGE, row.file()))
                                .add(row.line(), null, row.question()));
    }

    @Override
    public List<ContentFinding> findings() {
        return Stream.of(ContentFile.values()).flatMap(file -> findings(of(file))).toList();
    }

    /// Rows by language, the commonest first; those whose language cannot be told are in none.
    Map<String, Long> shares(ContentFile file) {
        return commonestFirst(of(file))
                .collect(
                        Collectors.toMap(
                                entry -> entry.getKey().label(),
                                entry -> entry.getValue().rows(),
                                Long::sum,
                                LinkedHashMap::new));
    }

    private Stream<ContentFinding> findings(Map<Language, Sightings> found) {
        long all = found.values().stream().mapToLong(Sightings::rows).sum();
        var main = commonestFirst(found).findFirst();
        if (main.isEmpty() || main.get().getValue().rows() < MAIN * all) {
            return Stream.of();
        }
        return commonestFirst(found)
                .filter(entry ->
                        entry.getValue().rows() >= FEWEST_ROWS
                                && entry.getValue().rows() < MINORITY * all)
                .map(entry ->
                        entry.getValue()
                                .finding(rows ->
                                        message(entry.getKey(), rows, all, main.get().getKey())))
                .flatMap(Optional::stream);
    }

    private static String message(Language language, long rows, long all, Language main) {
        return ("rows in %s: %d, %.2f %% of those whose language can be told; most are in %s. If they are"
                        + " not meant to be there, take them out; if they are, add more")
                .formatted(language.label(), rows, PERCENT * rows / all, main.label());
    }

    private Map<Language, Sightings> of(ContentFile file) {
        return switch (file) {
            case TRAINING -> training;
            case VALIDATION -> validation;
        };
    }

    private static Stream<Map.Entry<Language, Sightings>> commonestFirst(
            Map<Language, Sightings> found) {
        return found.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue().rows(), a.getValue().rows()));
    }
}
