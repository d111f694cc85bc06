package dev.hone.datasets.privacy;

import static dev.hone.protocol.PersonalDataKind.CARD;
import static dev.hone.protocol.PersonalDataKind.EMAIL;
import static dev.hone.protocol.PersonalDataKind.IBAN;
import static dev.hone.protocol.PersonalDataKind.PHONE;
import static dev.hone.protocol.PersonalDataKind.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Write to anna.keller@example.com.            | Write to [EMAIL].
                    (max+news@mail.example.co.uk)                | ([EMAIL])
                    müller@büro.example, please                  | [EMAIL], please
                    IBAN DE89 3704 0044 0532 0130 00 is ours     | IBAN [IBAN] is ours
                    to gb82west12345698765432 today              | to [IBAN] today
                    pay with 4111 1111 1111 1111 12 times        | pay with [CARD] 12 times
                    order 1234 5555-5555-5555-4444               | order 1234 [CARD]
                    amex 378282246310005!                        | amex [CARD]!
                    call +49 (0)30 1234567                       | call [PHONE]
                    call +4915112345678 2026 1000                | call [PHONE] 2026 1000
                    (212) 555-0123 or 212-555-0123               | [PHONE] or [PHONE]
                    key AKIAIOSFODNN7EXAMPLE here                | key [SECRET] here
                    mail a@b.example or +1 212 555 0123          | mail [EMAIL] or [PHONE]
                    """)
    void whatIsSensitiveIsMaskedByTheNameOfItsKind(String text, String masked) {
        assertThat(masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meet me @ noon",
                "user@localhost",
                "a@b",
                "@Override public int x() {}",
                "version 1.2.3-4.5.6",
                "order 4111 1111 1111 1112",
                "DE89 3704 0044 0532 0130 01",
                "reference DE89370400440532013000X",
                "it was 1234567890123456 grams",
                "AKIA is a prefix, sk- too",
                "2 + 2 = 4, 10 + 20 = 30",
                "from 10:30 to 11:45 on 2026-11-24",
                "3.14159265358979323846"
            })
    void whatOnlyLooksAlikeIsLeftAlone(String text) {
        assertThat(SensitiveText.find(text)).isEmpty();
    }

    @Test
    void everyStretchSaysWhatItIsAndWhere() {
        var text = "🙂 a@b.example, DE89370400440532013000";

        assertThat(SensitiveText.find(text))
                .containsExactly(new Sensitive(EMAIL, 3, 14), new Sensitive(IBAN, 16, 38));
    }

    /// An address of an account with a token in it is one stretch, and a secret.
    @Test
    void aSecretWinsOverWhatItOverlaps() {
        var token = "ghp_" + "a1B2".repeat(9);

        assertThat(SensitiveText.find("https://" + token + "@github.example/x.git"))
                .extracting(Sensitive::kind)
                .containsExactly(SECRET);
    }

    @Test
    void aPrivateKeyIsOneStretchToItsEnd() {
        var key =
                "-----BEGIN RSA PRIVATE KEY-----\n"
                        + "MIIEpAIBAAKCAQEA\n".repeat(20)
                        + "-----END RSA PRIVATE KEY-----";

        assertThat(masked("before " + key + " after")).isEqualTo("before [SECRET] after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASIA%Z16",
                "AIza%35",
                "gho_%36",
                "github_pat_%22_%59",
                "glpat-%20",
                "hf_%34",
                "npm_%36",
                "sk-%48",
                "sk-proj-%100",
                "sk_live_%24",
                "xoxb-%12-%24",
                "whsec_%32",
                "eyJ%20.eyJ%80.%43"
            })
    void everyPlantedKeyIsFoundInTheMidstOfWords(String form) {
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            String key = planted(form, random);

            assertThat(masked("use '" + key + "' for it, or " + key + "."))
                    .as(key)
                    .isEqualTo("use '[SECRET]' for it, or [SECRET].");
        }
    }

    /// `%n` stands for n letters and digits, `%Zn` for capitals and digits.
    private static String planted(String form, Random random) {
        return Pattern.compile("%(Z?)(\\d+)")
                .matcher(form)
                .replaceAll(places -> {
                    var letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
                    int kinds = places.group(1).isEmpty() ? letters.length() : 36;
                    var key = new StringBuilder();
                    for (int n = Integer.parseInt(places.group(2)); n > 0; n--) {
                        key.append(letters.charAt(random.nextInt(kinds)));
                    }
                    return key.toString();
                });
    }

    @Test
    void aStretchMustHoldSomething() {
        assertThatThrownBy(() -> new Sensitive(PHONE, 4, 4)).hasMessageContaining("was 4 to 4");
        assertThat(new Sensitive(CARD, 0, 1).end()).isEqualTo(1);
    }

    /// A megabyte of what each finder begins with, again and again: nothing in it grows faster than
    /// the text. The bound is a hundred times what it takes.
    @Test
    void aHostileTextTakesNoLongerThanItsLength() {
        for (var part :
                List.of(
                        "a@",
                        "a@b.c.",
                        "1 ",
                        "4-",
                        "+1",
                        "+1 (",
                        "DE89 ",
                        "eyJ",
                        "sk-",
                        "(212) ",
                        "-----BEGIN ",
                        "1",
                        "a.",
                        "a@b.example ",
                        "AKIA")) {
            var text = part.repeat(1_000_000 / part.length());
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> SensitiveText.find(text), part);
        }
    }

    /// The text with the name of its kind for every sensitive stretch, as `[EMAIL]`.
    private static String masked(String text) {
        var masked = new StringBuilder();
        int at = 0;
        for (Sensitive stretch : SensitiveText.find(text)) {
            masked.append(text, at, stretch.start()).append('[').append(stretch.kind()).append(']');
            at = stretch.end();
        }
        return masked.append(text, at, text.length()).toString();
    }
}
