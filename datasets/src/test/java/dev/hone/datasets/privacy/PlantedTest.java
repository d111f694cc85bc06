package dev.hone.datasets.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.PersonalDataKind;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ten thousand planted numbers of each kind that carries check digits, in groups or not, between
/// other words and numbers: all are found, and none with one digit changed.
class PlantedTest {
    private static final int PLANTED = 10_000;
    private static final String[] CARD_PREFIXES = {"4", "51", "2221", "34", "6011", "36", "3528"};
    private static final int[] CARD_LENGTHS = {16, 16, 16, 15, 16, 14, 16};
    private static final String[] COUNTRIES = {"DE", "FR", "NL", "ES", "CH", "NO", "PL"};
    private static final int[] ACCOUNTS = {18, 23, 14, 20, 17, 11, 24};

    private final Random random = new Random(11);

    @Test
    void everyPlantedCardIsFoundAndNoneOfThoseWithAWrongDigit() {
        for (int i = 0; i < PLANTED; i++) {
            int network = random.nextInt(CARD_PREFIXES.length);
            String number = card(CARD_PREFIXES[network], CARD_LENGTHS[network]);

            assertFound(PersonalDataKind.CARD, number, number.length() - 1, 4);
        }
    }

    @Test
    void everyPlantedAccountIsFoundAndNoneOfThoseWithAWrongDigit() {
        for (int i = 0; i < PLANTED; i++) {
            int country = random.nextInt(COUNTRIES.length);
            String number = iban(COUNTRIES[country], digits(ACCOUNTS[country]));

            assertFound(PersonalDataKind.IBAN, number, number.length() - 1, 4);
        }
    }

    private void assertFound(PersonalDataKind kind, String number, int changed, int group) {
        assertThat(kinds(around(spaced(number, group)), kind)).as(number).isEqualTo(1);
        assertThat(kinds(around(spaced(withAnother(number, changed), group)), kind))
                .as("changed " + number)
                .isZero();
    }

    private static long kinds(String text, PersonalDataKind kind) {
        return SensitiveText.find(text).stream().filter(s -> s.kind() == kind).count();
    }

    /// Words that hold no digits, so that a changed number becomes no other right one.
    private String around(String number) {
        String[] before = {"", "Please use ", "Konto: ", "→", "(", "\"account\":\""};
        String[] after = {"", ".", " today", ", thanks", ")", "\""};
        return before[random.nextInt(before.length)] + number + after[random.nextInt(after.length)];
    }

    private String spaced(String number, int group) {
        return random.nextBoolean() ? number : number.replaceAll("(.{" + group + "})(?=.)", "$1 ");
    }

    private static String withAnother(String number, int at) {
        char other = (char) ('0' + (number.charAt(at) - '0' + 1) % 10);
        return number.substring(0, at) + other + number.substring(at + 1);
    }

    private String card(String prefix, int length) {
        String body = prefix + digits(length - prefix.length() - 1);
        for (char check = '0'; check <= '9'; check++) {
            if (CardFinder.luhn(body + check)) {
                return body + check;
            }
        }
        throw new IllegalStateException("one of ten check digits is right");
    }

    private static String iban(String country, String account) {
        for (int check = 2; check <= 98; check++) {
            String number = country + "%02d".formatted(check) + account;
            if (IbanFinder.check(number)) {
                return number;
            }
        }
        throw new IllegalStateException("one pair of check digits is right");
    }

    private String digits(int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
