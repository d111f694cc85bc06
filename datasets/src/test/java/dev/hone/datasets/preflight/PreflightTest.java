package dev.hone.datasets.preflight;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.rows.SplitRule;
import dev.hone.datasets.rows.SplitSide;
import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.preflight.PreflightFinding;
import dev.hone.protocol.preflight.PreflightReport;
import dev.hone.protocol.preflight.PreflightSettings;
import dev.hone.protocol.preflight.Spread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreflightTest {
    private static final Path TINY = Path.of("src/test/resources/tokenizer");
    private static final PreflightSettings USUAL = new PreflightSettings(LossOn.ASSISTANT, 1_024);

    @TempDir Path base;

    @BeforeEach
    void copyBase() throws IOException {
        for (var name :
                List.of("tokenizer.json", "tokenizer_config.json", "generation_config.json")) {
            Files.copy(TINY.resolve(name), base.resolve(name));
        }
    }

    private PreflightReport report(String rows, PreflightSettings settings) throws Exception {
        return report(rows, null, settings, 2);
    }

    private PreflightReport report(
            String rows, @Nullable String validation, PreflightSettings settings, int processors)
            throws Exception {
        return new Preflight(processors, base, _ -> {})
                .run(base, dataset(rows), validation == null ? null : dataset(validation), settings)
                .report();
    }

    private static Preflight.Dataset dataset(String rows) {
        return new Preflight.Dataset(
                () -> new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
                DatasetFormat.DETECT);
    }

    private static String row(String question, String answer) {
        return """
        {"messages":[{"role":"user","content":"%s"},{"role":"assistant","content":"%s"}]}
        """
                .formatted(question, answer);
    }

    private void write(String file, String from, String to) throws IOException {
        var path = base.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void soundRowsAreCountedAndProvenToStop() throws Exception {
        var report = report(row("one", "two") + row("three", "four") + row("five", "six"), USUAL);

        assertThat(report.findings()).isEmpty();
        var rows = report.training();
        assertThat(rows.rows()).isEqualTo(3);
        assertThat(rows.usableRows()).isEqualTo(3);
        assertThat(rows.turnEnds()).hasSize(1);
        assertThat(rows.turnEnds().getFirst().turns()).isEqualTo(3);
        assertThat(rows.turnEnds().getFirst().served()).isTrue();
        assertThat(rows.tokensByRole()).containsOnlyKeys("assistant", "template", "user");
        assertThat(rows.tokensByRole().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(rows.tokens());
        assertThat(rows.lengths().histogram().stream().mapToLong(Spread.Bin::rows).sum())
                .isEqualTo(3);
    }

    @Test
    void theLengthsForAPlanAreThoseOfTheRowsThatAreTrainedOn() throws Exception {
        var settings = new PreflightSettings(LossOn.ASSISTANT, 40);
        var rows = row("a", "b") + row("word ".repeat(60), "b") + row("a", "word ".repeat(60));

        var done =
                new Preflight(2, base, _ -> {}).run(base, dataset(rows), dataset(rows), settings);

        var counted = done.report().training();
        var kept = done.lengths().training().kept();
        assertThat(kept.size()).isEqualTo(2);
        assertThat(kept.tokens(1)).isEqualTo(40);
        assertThat(kept.tokens()).isEqualTo(counted.tokens());
        assertThat(kept.learned()).isEqualTo(counted.learnedTokens());
        assertThat(done.lengths().validation().rows()).isEqualTo(2);
    }

    @Test
    void rowsOfASplitAreCountedOnTheSideWhereTheJobHasThem() throws Exception {
        var rows =
                IntStream.range(0, 200)
                        .mapToObj(n -> row("question " + n, "answer"))
                        .collect(Collectors.joining());
        var rule = SplitRule.ofJobs(0.25);
        var side = new SplitSide(rule);
        var whole = dataset(rows + "{\"text\":\n");

        var done =
                new Preflight(2, base, _ -> {})
                        .run(base, whole.trained(rule), whole.keptBack(rule), USUAL);

        long keptBack =
                IntStream.range(0, 200)
                        .filter(n ->
                                side.validates(
                                        new Sample.Chat(
                                                List.of(
                                                        ChatMessage.of("user", "question " + n),
                                                        ChatMessage.of("assistant", "answer")))))
                        .count();
        var report = done.report();
        assertThat(keptBack).isBetween(30L, 70L);
        assertThat(report.training().usableRows()).isEqualTo(200 - keptBack);
        assertThat(requireNonNull(report.validation()).usableRows()).isEqualTo(keptBack);
        assertThat(report.training().refusedTotal()).isEqualTo(1);
        assertThat(requireNonNull(report.validation()).refusedTotal()).isZero();
        assertThat(done.lengths().validation().rows()).isEqualTo(keptBack);
        assertThat(report.findings())
                .extracting(PreflightFinding::code)
                .doesNotContain("leaked_row");
    }

    @Test
    void personalDataIsMaskedOrItsRowsAreLeftOutAsTheJobWantsIt() throws Exception {
        var policy =
                new PersonalDataPolicy(
                        Map.of(
                                PersonalDataKind.EMAIL, PersonalDataAction.MASK,
                                PersonalDataKind.IBAN, PersonalDataAction.REJECT));
        var rows =
                row("mail jane.doe@example.org", "two")
                        + row("pay DE89370400440532013000", "two")
                        + row("three", "four");

        var plain = report(rows, USUAL).training();
        var treated = report(rows, new PreflightSettings(LossOn.ASSISTANT, 1_024, policy));

        assertThat(plain.usableRows()).isEqualTo(3);
        assertThat(treated.training().usableRows()).isEqualTo(2);
        assertThat(treated.training().maskedRows()).isEqualTo(1);
        assertThat(treated.training().lengths().max())
                .isNotEqualTo(
                        report(row("mail jane.doe@example.org", "two"), USUAL)
                                .training()
                                .lengths()
                                .max());
        assertThat(treated.findings())
                .extracting(PreflightFinding::code, PreflightFinding::firstLines)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("personal_data", List.of(2L)));
        assertThat(treated.training().refused().getFirst().message())
                .isEqualTo("the row holds iban, which the job rejects");
    }

    @Test
    void columnsThatTheShapeDoesNotUseAreToldWithTheWayToUseThem() throws Exception {
        var report = report("text,category\nwhere is it,card_arrival\nhelp me,\n", USUAL);

        assertThat(report.findings()).hasSize(1);
        var finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo("unused_columns");
        assertThat(finding.severity()).isEqualTo(PreflightFinding.Severity.WARNING);
        assertThat(finding.rows()).isEqualTo(1);
        assertThat(finding.message())
                .isEqualTo(
                        "rows are read as text, which does not use: category. Nothing of it is"
                                + " learned; if it is to be, say what is what: --columns"
                                + " prompt=text,completion=category");
    }

    @Test
    void rowsAreCountedByLanguage() throws Exception {
        var german =
                "Ich habe die Karte nicht bekommen und möchte wissen, wie ich das melden kann.";
        var english = "I would like to know why my card was declined when I was in the shop.";

        var report = report(row(english, "ok") + row(german, "ok") + row(english, "no"), USUAL);

        assertThat(report.training().languages())
                .containsExactly(Map.entry("English", 2L), Map.entry("German", 1L));
    }

    @Test
    void aValidationRowThatIsTrainedOnIsToldWithTheRowThatItRepeats() throws Exception {
        var report =
                report(
                        row("one", "two") + row("three", "four"),
                        row("five", "six") + row("three", "four"),
                        USUAL,
                        2);

        assertThat(report.findings()).hasSize(1);
        var finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo("leaked_row");
        assertThat(finding.file()).isEqualTo("validation");
        assertThat(finding.severity()).isEqualTo(PreflightFinding.Severity.WARNING);
        assertThat(finding.firstLines()).containsExactly(2L);
        assertThat(finding.examples()).containsExactly("line 2 resembles training line 2");
    }

    @Test
    void aStopTokenThatServersDoNotKnowIsAnError() throws Exception {
        var stop = "\"eos_token_id\"";
        write("generation_config.json", stop, "\"was\"");
        Files.writeString(base.resolve("generation_config.json"), "{\"eos_token_id\": 0}");
        Files.writeString(base.resolve("config.json"), "{\"eos_token_id\": 2}");
        write("tokenizer_config.json", "\"eos_token\"", "\"was_eos\"");

        var report = report(row("one", "two"), USUAL);

        assertThat(report.findings())
                .extracting(PreflightFinding::code, PreflightFinding::severity)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "stop_token_not_served", PreflightFinding.Severity.ERROR));
        assertThat(report.training().turnEnds().getFirst().served()).isFalse();
    }

    @Test
    void specialTokensInTextAreFoundAndThoseOfTheTemplateAreNot() throws Exception {
        var report = report(row("one", "two") + row("say <|end|> now", "two"), USUAL);

        assertThat(report.findings()).hasSize(1);
        var finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo("special_token_in_text");
        assertThat(finding.rows()).isEqualTo(1);
        assertThat(finding.firstLines()).containsExactly(2L);
    }

    @Test
    void rowsThatTheCutLeavesNothingOfAreToldWithTheirPlace() throws Exception {
        var sound = row("a", "b");
        var report =
                report(
                        sound + row("word ".repeat(60), "b"),
                        new PreflightSettings(LossOn.ASSISTANT, 40));

        assertThat(report.training().usableRows()).isEqualTo(1);
        assertThat(report.training().refusedTotal()).isEqualTo(1);
        var refused = report.training().refused().getFirst();
        assertThat(refused.code()).isEqualTo("cut_to_nothing");
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.byteOffset()).isEqualTo(sound.length());
    }

    @Test
    void faultyRowsKeepFieldValueAndMessageAndOnlyAHundredAreKept() throws Exception {
        var faulty = "{\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}\n".repeat(150);

        var report = report(row("a", "b") + faulty, USUAL);

        assertThat(report.training().refusedTotal()).isEqualTo(150);
        assertThat(report.training().refused()).hasSize(100);
        var first = report.training().refused().getFirst();
        assertThat(first.code()).isEqualTo("unknown_role");
        assertThat(first.field()).isEqualTo("messages[0].role");
        assertThat(first.value()).isEqualTo("robot");
        assertThat(report.findings())
                .anyMatch(
                        finding -> finding.code().equals("unknown_role") && finding.rows() == 150);
    }

    @Test
    void nothingUsableIsAnErrorOfTheFileThatHasIt() throws Exception {
        var settings = new PreflightSettings(LossOn.ASSISTANT, 1_024);

        var report = report(row("a", "b"), "{\"text\":", settings, 2);

        assertThat(report.findings())
                .anyMatch(finding ->
                        finding.code().equals("no_usable_rows")
                                && finding.file().equals("validation"));
    }

    @Test
    void theReportIsTheSameOnOneProcessorAndOnMany() throws Exception {
        var rows =
                IntStream.range(0, 1_000)
                        .mapToObj(
                                n -> row("say " + "x".repeat(n % 97), n % 7 == 0 ? "<|end|>" : "y"))
                        .collect(Collectors.joining());

        assertThat(report(rows, rows, USUAL, 1)).isEqualTo(report(rows, rows, USUAL, 5));
    }

    @ParameterizedTest
    @EnumSource
    void aReadingHasTheTokensAndLabelsOfTheTraining(LossOn lossOn) throws IOException {
        var samples =
                List.of(
                        new Sample.Chat(
                                List.of(
                                        ChatMessage.of("user", "😀 one"),
                                        new ChatMessage("assistant", "no", 0),
                                        ChatMessage.of("user", "two"),
                                        ChatMessage.of("assistant", "yes"))),
                        new Sample.Completion("go ", "on 😀"),
                        new Sample.Text("all of it"));
        try (var tokenizer = ChatTokenizer.load(base)) {
            for (var sample : samples) {
                var reading = tokenizer.read(sample, lossOn);
                var trained = tokenizer.tokenize(sample, lossOn, 1_024).sample();
                assertThat(reading.ids()).isEqualTo(trained.ids());
                assertThat(reading.labelled()).isEqualTo(trained.labelled());
                assertThat(reading.turnEnds()).isNotEmpty();
            }
        }
    }
}
