package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds sensitive stretches of a text. Time grows with the text's length alone, whatever it holds.
public final class SensitiveText {
    private static final List<Finder> FINDERS = finders(EnumSet.allOf(PersonalDataKind.class));

    private SensitiveText() {}

    /// All stretches, in the order of the text; none overlaps another.
    public static List<Sensitive> find(String text) {
        return find(text, FINDERS);
    }

    /// Where two overlap the finder that comes first wins.
    static List<Sensitive> find(String text, List<Finder> finders) {
        var found = new TreeMap<Integer, Sensitive>();
        for (Finder finder : finders) {
            for (Sensitive stretch : finder.find(text)) {
                if (isFree(found, stretch)) {
                    found.put(stretch.start(), stretch);
                }
            }
        }
        return List.copyOf(found.values());
    }

    static List<Finder> finders(Set<PersonalDataKind> kinds) {
        return Stream.of(PersonalDataKind.values())
                .filter(kinds::contains)
                .map(SensitiveText::finder)
                .toList();
    }

    private static Finder finder(PersonalDataKind kind) {
        return switch (kind) {
            case SECRET -> new SecretFinder();
            case EMAIL -> new EmailFinder();
            case IBAN -> new IbanFinder();
            case CARD -> new CardFinder();
            case PHONE -> new PhoneFinder();
        };
    }

    private static boolean isFree(NavigableMap<Integer, Sensitive> found, Sensitive stretch) {
        var before = found.lowerEntry(stretch.end());
        return before == null || !before.getValue().overlaps(stretch);
    }
}
