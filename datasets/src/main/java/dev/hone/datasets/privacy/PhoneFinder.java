package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Telephone numbers that say so by their form: `+` and 8 to 15 digits (E.164), in groups or not,
/// or a North American number in its usual groups. Other national forms look like any number.
final class PhoneFinder implements Finder {
    private static final Pattern INTERNATIONAL =
            Pattern.compile(
                    "\\+[1-9]\\d{0,2}+(?:[ ./-]?\\(0\\))?(?:[ ./-]?\\(?\\d{1,14}+\\)?){1,8}+");
    private static final Pattern NORTH_AMERICAN =
            Pattern.compile("(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-.])[2-9]\\d{2}[-.]\\d{4}+");
    private static final int NORTH_AMERICAN_DIGITS = 10;
    private static final int FEWEST_DIGITS = 8;
    private static final int MOST_DIGITS = 15;

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        var international = INTERNATIONAL.matcher(text);
        var northAmerican = NORTH_AMERICAN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int end = at;
            if (text.charAt(at) == '+') {
                end = end(text, at, international, FEWEST_DIGITS);
            } else if (mayBeNorthAmerican(text, at)) {
                end = end(text, at, northAmerican, NORTH_AMERICAN_DIGITS);
            }
            if (end > at) {
                found.add(new Sensitive(PersonalDataKind.PHONE, at, end));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /// Three digits with a hyphen or full stop behind them, or in brackets.
    private static boolean mayBeNorthAmerican(String text, int at) {
        int behind = at + 3;
        if (behind + 1 >= text.length()) {
            return false;
        }
        char first = text.charAt(at);
        return first == '(' ? text.charAt(behind + 1) == ')' : isSeparated(text, first, behind);
    }

    private static boolean isSeparated(String text, char first, int behind) {
        char separator = text.charAt(behind);
        return Digits.isDigit(first) && (separator == '-' || separator == '.');
    }

    /// Where the number that begins at `start` ends, `start` if there is none.
    private static int end(String text, int start, Matcher form, int fewest) {
        if (!Digits.isStart(text, start) || !form.region(start, text.length()).lookingAt()) {
            return start;
        }
        int end = withoutFurtherNumbers(text, start, form.end());
        return Digits.isEnd(text, end) && digits(text, start, end) >= fewest ? end : start;
    }

    /// Leaves out groups at the end until there are no more digits than a number may have.
    private static int withoutFurtherNumbers(String text, int start, int longestEnd) {
        int end = longestEnd;
        while (digits(text, start, end) > MOST_DIGITS) {
            do {
                end--;
            } while (end > start && Digits.isDigit(text.charAt(end - 1)));
            while (end > start && !Digits.isDigit(text.charAt(end - 1))) {
                end--;
            }
        }
        return end;
    }

    private static long digits(String text, int start, int end) {
        return text.substring(start, end).chars().filter(c -> Digits.isDigit((char) c)).count();
    }
}
