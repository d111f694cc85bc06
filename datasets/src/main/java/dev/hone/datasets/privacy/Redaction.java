package dev.hone.datasets.privacy;

import dev.hone.datasets.sample.Sample;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Does with personal data in a row what a policy says. The same row always becomes the same.
public final class Redaction {
    private final List<Finder> masking;
    private final List<Finder> rejecting;
    private final List<Finder> reporting;

    public Redaction(PersonalDataPolicy policy) {
        masking = finders(policy, PersonalDataAction.MASK);
        rejecting = finders(policy, PersonalDataAction.REJECT);
        reporting = finders(policy, PersonalDataAction.REPORT);
    }

    public Redacted apply(Sample sample) {
        var rejected = found(rejecting, sample);
        if (!rejected.isEmpty()) {
            return new Redacted.Rejected(rejected);
        }
        var reported = found(reporting, sample);
        var masked = EnumSet.noneOf(PersonalDataKind.class);
        if (masking.isEmpty()) {
            return new Redacted.Unchanged(sample, reported);
        }
        var changed = SampleTexts.mapped(sample, text -> masked(text, masked));
        return masked.isEmpty()
                ? new Redacted.Unchanged(sample, reported)
                : new Redacted.Masked(changed, masked, reported);
    }

    /// What stands in the place of each kind.
    static String placeholder(PersonalDataKind kind) {
        return "[" + kind.name() + "]";
    }

    /// Where two finds overlap the second shows only when the first is masked, so it is looked
    /// again until nothing is found. A placeholder is part of no find, so that has an end.
    private String masked(String text, Set<PersonalDataKind> kinds) {
        var now = text;
        for (var found = SensitiveText.find(now, masking);
                !found.isEmpty();
                found = SensitiveText.find(now, masking)) {
            var masked = new StringBuilder();
            int end = 0;
            for (Sensitive stretch : found) {
                masked.append(now, end, stretch.start()).append(placeholder(stretch.kind()));
                kinds.add(stretch.kind());
                end = stretch.end();
            }
            now = masked.append(now, end, now.length()).toString();
        }
        return now;
    }

    private static Set<PersonalDataKind> found(List<Finder> finders, Sample sample) {
        var kinds = EnumSet.noneOf(PersonalDataKind.class);
        if (!finders.isEmpty()) {
            SampleTexts.mapped(
                    sample,
                    text -> {
                        SensitiveText.find(text, finders)
                                .forEach(stretch -> kinds.add(stretch.kind()));
                        return text;
                    });
        }
        return kinds;
    }

    private static List<Finder> finders(PersonalDataPolicy policy, PersonalDataAction action) {
        return SensitiveText.finders(
                policy.actions().entrySet().stream()
                        .filter(entry -> entry.getValue() == action)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }
}
