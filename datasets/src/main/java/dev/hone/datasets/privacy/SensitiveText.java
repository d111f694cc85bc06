package dev.hone.datasets.privacy;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Finds sensitive stretches of a text. Time grows with the text's length alone, whatever it holds.
public final class SensitiveText {
    private static final List<Finder> FINDERS =
            List.of(
                    new SecretFinder(),
                    new EmailFinder(),
                    new IbanFinder(),
                    new CardFinder(),
                    new PhoneFinder());

    private SensitiveText() {}

    /// All stretches, in the order of the text; none overlaps another.
    public static List<Sensitive> find(String text) {
        var found = new TreeMap<Integer, Sensitive>();
        for (Finder finder : FINDERS) {
            for (Sensitive stretch : finder.find(text)) {
                if (isFree(found, stretch)) {
                    found.put(stretch.start(), stretch);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isFree(NavigableMap<Integer, Sensitive> found, Sensitive stretch) {
        var before = found.lowerEntry(stretch.end());
        return before == null || !before.getValue().overlaps(stretch);
    }
}
