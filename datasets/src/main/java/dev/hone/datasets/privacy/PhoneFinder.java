package dev.hone.datasets.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Telephone numbers that say so by their form: `+` and 8 to 15 digits (E.164), in groups or not,
/// or a North American number in its usual groups. Other national forms look like any number.
final class PhoneFinder implements Finder {
    private static final Pattern INTERNATIONAL =
            Pattern.compile(
                    "\\+[1-9]\\d{0,2}+(?:[ ./-]?\\(0\\))?(?:[ ./-]?\\(?\\d{1,14}+\\)?){1,8}+");
    private static final Pattern NORTH_AMERICAN =
            Pattern.compile("(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-.])[2-9]\\d{2}[-.]\\d{4}+");
    private static final int FEWEST_DIGITS = 8;
    private static final int MOST_DIGITS = 15;

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        add(found, text, INTERNATIONAL, FEWEST_DIGITS);
        add(found, text, NORTH_AMERICAN, 10);
        return found;
    }

    private static void add(List<Sensitive> found, String text, Pattern pattern, int fewest) {
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            int end = withoutFurtherNumbers(text, start, matcher.end());
            boolean alone = Digits.isStart(text, start) && Digits.isEnd(text, end);
            if (alone && digits(text, start, end) >= fewest) {
                found.add(new Sensitive(Sensitive.Kind.PHONE, start, end));
            }
        }
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
