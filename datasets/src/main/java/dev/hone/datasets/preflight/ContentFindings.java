package dev.hone.datasets.preflight;

import dev.hone.datasets.content.ContentFinding;
import dev.hone.datasets.content.ContentFinding.Place;
import dev.hone.protocol.preflight.PreflightFinding;
import dev.hone.protocol.preflight.PreflightFinding.Severity;
import java.util.List;
import java.util.Locale;

/// What was seen across rows, as the report says it.
final class ContentFindings {
    private ContentFindings() {}

    static PreflightFinding of(ContentFinding finding) {
        return new PreflightFinding(
                finding.code().wireName(),
                Severity.WARNING,
                finding.file().name().toLowerCase(Locale.ROOT),
                finding.rows(),
                finding.places().stream().map(Place::line).toList(),
                finding.message(),
                examples(finding));
    }

    /// Of rows that resemble others, which ones; a text that stands twice says less.
    private static List<String> examples(ContentFinding finding) {
        var likenesses =
                finding.places().stream()
                        .filter(place -> place.resembles() != null)
                        .limit(ContentFinding.MOST_EXAMPLES)
                        .map(place ->
                                "line %d resembles training line %d"
                                        .formatted(place.line(), place.resembles()))
                        .toList();
        return likenesses.isEmpty() ? finding.examples() : likenesses;
    }
}
