package dev.hone.datasets.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageLookTest {
    @TempDir Path scratch;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "English | I would like to know why my card was declined when I was in the shop.",
                "German | Ich habe die Karte nicht bekommen und möchte wissen, wie ich das melden kann.",
                "French | Je ne sais pas pourquoi la carte est refusée dans les magasins et sur le site.",
                "Spanish | No sé por qué la tarjeta no funciona en las tiendas, pero el saldo es correcto.",
                "Italian | Non so perché la carta non funziona nei negozi, ma il saldo è giusto per me.",
                "Portuguese | Não sei por que o cartão não funciona em uma loja, mas o saldo está certo.",
                "Dutch | Ik weet niet waarom de kaart niet werkt in het winkelcentrum, maar er is geld op mijn rekening.",
                "Polish | Nie wiem, dlaczego karta nie działa w sklepie, ale mam na koncie to co jest potrzebne.",
                "Swedish | Jag vet inte varför kortet är spärrat och det är en stor fråga för mig som kund.",
                "Turkish | Kart neden bu mağazada çalışmıyor bilmiyorum ama hesap için bir sorun var ve çok önemli.",
                "Chinese | 我不知道为什么我的卡不能用",
                "Japanese | なぜカードが使えないのか分かりません",
                "Korean | 카드가 왜 안 되는지 모르겠습니다",
                "a language in Cyrillic script | Я не знаю, почему моя карта не работает",
                "Greek | Δεν ξέρω γιατί δεν λειτουργεί η κάρτα"
            })
    void theLanguageOfASentenceIsTold(String language, String sentence) {
        assertThat(new LanguageDetector().detect(sentence).map(Language::label)).contains(language);
    }

    @ParameterizedTest
    @CsvSource({"card_arrival", "42", "for (int i = 0; i < n; i++) sum += a[i];", "OK thanks"})
    void ofWhatIsNoLanguageNothingIsSaid(String text) {
        assertThat(new LanguageDetector().detect(text)).isEmpty();
    }

    @Test
    void aFewRowsOfAnotherLanguageAreToldWithTheirLines() {
        var rows = new Surveyed();
        for (int i = 0; i < 300; i++) {
            rows.train(
                    "What is the number of the house that is behind the tree " + i,
                    "It is number " + i);
        }
        for (int i = 0; i < 4; i++) {
            rows.train("Wie ist die Nummer von dem Haus und wo ist es " + i, "Es ist das " + i);
        }

        var found =
                rows.findings(scratch).stream()
                        .filter(finding -> finding.code() == ContentCode.MINORITY_LANGUAGE)
                        .toList();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().message()).contains("rows in German: 4", "English");
        assertThat(found.getFirst().places().getFirst().line()).isEqualTo(301);
    }

    @Test
    void twoLanguagesOfLikeSizeAreNotWarnedOf() {
        var rows = new Surveyed();
        for (int i = 0; i < 100; i++) {
            rows.train("What is the number of the house behind the tree " + i, "It is " + i);
            rows.train("Wie ist die Nummer von dem Haus und wo ist es " + i, "Es ist das " + i);
        }

        assertThat(rows.findings(scratch))
                .extracting(ContentFinding::code)
                .doesNotContain(ContentCode.MINORITY_LANGUAGE);
    }
}
