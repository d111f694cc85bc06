package dev.hone.datasets.content;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the language of a text by its script and its commonest words; of what is short, mixed or
/// no language, nothing.
final class LanguageDetector {
    private static final int LOOKED_AT = 500;
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 1 << 10;

    /// The best language needs that many times the common words of the second best.
    private static final double CLEAR = 1.5;

    /// Share of letters of another script from which on the script decides.
    private static final double OTHER_SCRIPT = 0.4;

    private static final int FEWEST_LETTERS = 5;

    /// Japanese has ideographs too; one of ten letters in kana tells it.
    private static final int KANA_SHARE = 10;

    /// Before it stand Latin letters only.
    private static final int FIRST_OTHER = 0x0370;

    private static final Language[] LANGUAGES = Language.values();

    private final NumberTable common = new NumberTable(MOST_WORDS);

    /// Of each common word a bit for each language that has it.
    private final int[] languagesOf = new int[MOST_WORDS];

    /// Of each common word the last text that had it: it counts once in a text.
    private final long[] lastText = new long[MOST_WORDS];

    private long texts;
    private final Words words = new Words();

    private final int[] hits = new int[LANGUAGES.length];

    LanguageDetector() {
        for (int language = 0; language < LANGUAGES.length; language++) {
            for (String word : LANGUAGES[language].commonest()) {
                languagesOf[common.findOrAdd(words.read(word).number(0))] |= 1 << language;
            }
        }
    }

    Optional<Language> detect(String text) {
        Arrays.fill(hits, 0);
        texts++;
        var script = script(text);
        if (script.isPresent()) {
            return script;
        }
        count(text);
        int best = 0;
        int second = 0;
        for (int one = 1; one < hits.length; one++) {
            if (hits[one] > hits[best]) {
                second = hits[best];
                best = one;
            } else {
                second = Math.max(second, hits[one]);
            }
        }
        return hits[best] >= FEWEST_WORDS && hits[best] >= CLEAR * second
                ? Optional.of(LANGUAGES[best])
                : Optional.empty();
    }

    private void count(String text) {
        words.read(text, 0, Math.min(text.length(), LOOKED_AT));
        for (int word = 0; word < words.count(); word++) {
            int index = common.find(words.number(word));
            if (index < 0 || lastText[index] == texts) {
                continue;
            }
            lastText[index] = texts;
            int languages = languagesOf[index];
            for (; languages != 0; languages &= languages - 1) {
                hits[Integer.numberOfTrailingZeros(languages)]++;
            }
        }
    }

    private static Optional<Language> script(String text) {
        int letters = 0;
        int others = 0;
        var counts = new EnumMap<Language, Integer>(Language.class);
        int end = Math.min(text.length(), LOOKED_AT);
        for (int at = 0; at < end; at++) {
            char character = text.charAt(at);
            letters += Character.isLetter(character) ? 1 : 0;
            var language = character < FIRST_OTHER ? null : ofScript(character);
            if (language != null) {
                others++;
                counts.merge(language, 1, Integer::sum);
            }
        }
        if (others < FEWEST_LETTERS || others < OTHER_SCRIPT * letters) {
            return Optional.empty();
        }
        boolean kana = counts.getOrDefault(Language.JAPANESE, 0) * KANA_SHARE > others;
        return kana
                ? Optional.of(Language.JAPANESE)
                : counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey);
    }

    private static @Nullable Language ofScript(char character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN -> Language.CHINESE;
            case HIRAGANA, KATAKANA -> Language.JAPANESE;
            case HANGUL -> Language.KOREAN;
            case CYRILLIC -> Language.CYRILLIC;
            case ARABIC -> Language.ARABIC;
            case HEBREW -> Language.HEBREW;
            case GREEK -> Language.GREEK;
            case DEVANAGARI -> Language.DEVANAGARI;
            case THAI -> Language.THAI;
            default -> null; // a hundred and fifty more, few of them seen
        };
    }
}
