package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// International bank account numbers (ISO 13616): the country's length, and a remainder of 1 by
/// the check of ISO 7064, MOD 97-10. Letters may be small, groups set off by a space.
final class IbanFinder implements Finder {
    /// Of the whole number, by country, from the registry that SWIFT keeps.
    private static final Map<String, Integer> LENGTHS =
            lengths(
                    """
                    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18
                    FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
                    LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18
                    SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
                    """);

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        int at = 0;
        while (at + 4 <= text.length()) {
            var end = mayBegin(text, at) ? end(text, at) : OptionalInt.empty();
            if (end.isPresent()) {
                found.add(new Sensitive(PersonalDataKind.IBAN, at, end.getAsInt()));
                at = end.getAsInt();
            } else {
                at++;
            }
        }
        return found;
    }

    /// Two digits behind two others, which must be a country's letters: rare enough to ask first.
    private static boolean mayBegin(String text, int at) {
        return Digits.isDigit(text.charAt(at + 2))
                && Digits.isDigit(text.charAt(at + 3))
                && Digits.isStart(text, at);
    }

    private static OptionalInt end(String text, int start) {
        Integer length = LENGTHS.get(upper(text.substring(start, start + 2)));
        if (length == null) {
            return OptionalInt.empty();
        }
        var number = new StringBuilder();
        int at = start;
        while (at < text.length() && number.length() < length) {
            if (isLetterOrDigit(text.charAt(at))) {
                number.append(text.charAt(at));
            } else if (!Digits.isGap(text, at)) {
                break;
            }
            at++;
        }
        return number.length() == length
                        && Digits.isEnd(text, at)
                        && check(upper(number.toString()))
                ? OptionalInt.of(at)
                : OptionalInt.empty();
    }

    /// The first four behind the rest, letters as 10 to 35, leave 1 when divided by 97.
    static boolean check(String number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    private static boolean isLetterOrDigit(char character) {
        return Digits.isDigit(character)
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static Map<String, Integer> lengths(String table) {
        var lengths = new HashMap<String, Integer>();
        for (String entry : table.strip().split("\\s+")) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
