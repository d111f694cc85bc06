package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.List;

/// Payment cards: a network's prefix and length (ISO/IEC 7812 ranges as the networks publish them),
/// and the check digit of Luhn. Maestro's shorter numbers are left out: so many numbers, and ends
/// of others, look like them.
final class CardFinder implements Finder {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    /// @param low smallest prefix, as many digits as `high`
    private record Network(int low, int high, int shortest, int longest) {
        boolean has(String number) {
            int length = String.valueOf(high).length();
            int prefix = Integer.parseInt(number.substring(0, length));
            return prefix >= low
                    && prefix <= high
                    && number.length() >= shortest
                    && number.length() <= longest;
        }
    }

    private static final List<Network> NETWORKS =
            List.of(
                    new Network(4, 4, 13, 19), // Visa
                    new Network(51, 55, 16, 16), // Mastercard
                    new Network(2221, 2720, 16, 16),
                    new Network(34, 34, 15, 15), // American Express
                    new Network(37, 37, 15, 15),
                    new Network(6011, 6011, 16, 19), // Discover
                    new Network(644, 659, 16, 19),
                    new Network(300, 305, 14, 19), // Diners Club
                    new Network(36, 36, 14, 19),
                    new Network(38, 39, 16, 19),
                    new Network(3528, 3589, 16, 19), // JCB
                    new Network(62, 62, 16, 19), // UnionPay
                    new Network(50, 50, 16, 19), // Maestro
                    new Network(56, 58, 16, 19),
                    new Network(67, 67, 16, 19));

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        int at = 0;
        while (at < text.length()) {
            int end = isStart(text, at) ? longestCard(text, at) : at;
            if (end > at) {
                found.add(new Sensitive(PersonalDataKind.CARD, at, end));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /// Behind a plus sign stands a telephone number, whatever its digits add up to.
    private static boolean isStart(String text, int at) {
        return Digits.isDigit(text.charAt(at))
                && Digits.isStart(text, at)
                && (at == 0 || text.charAt(at - 1) != '+');
    }

    /// Where the longest card that begins at `start` ends, `start` if none does. A number of
    /// something else may follow after a space, so every end of a group may be the card's.
    private static int longestCard(String text, int start) {
        var digits = new StringBuilder();
        int longest = start;
        int at = start;
        while (at < text.length() && digits.length() < LONGEST) {
            if (Digits.isDigit(text.charAt(at))) {
                digits.append(text.charAt(at));
                boolean groupEnds = Digits.isEnd(text, at + 1);
                longest = groupEnds && isCard(digits.toString()) ? at + 1 : longest;
            } else if (at == start || !Digits.isGap(text, at)) {
                break;
            }
            at++;
        }
        return longest;
    }

    private static boolean isCard(String number) {
        return number.length() >= SHORTEST
                && NETWORKS.stream().anyMatch(network -> network.has(number))
                && luhn(number);
    }

    /// Every second digit from the right doubled, its digits added: the sum ends in 0.
    static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
