package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.sample.Sample;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPrivacyTest {
    private static final List<String> ROWS =
            List.of(
                    "{\"prompt\":\"who\",\"completion\":\"a@b.example\"}",
                    "{\"prompt\":\"key\",\"completion\":\"AKIAIOSFODNN7EXAMPLE\"}",
                    "{\"prompt\":\"how\",\"completion\":\"+49 30 1234567\"}",
                    "{\"prompt\":\"what\",\"completion\":\"that\"}");

    @TempDir Path directory;

    private final TreeMap<Long, Sample> taken = new TreeMap<>();

    @Test
    void rowsAreMaskedAndLeftOutBeforeTheyAreTakenAndKeepTheirLines() throws IOException {
        var privacy =
                new RowPrivacy(
                        new PersonalDataPolicy(
                                Map.of(
                                        PersonalDataKind.EMAIL,
                                        PersonalDataAction.MASK,
                                        PersonalDataKind.SECRET,
                                        PersonalDataAction.REJECT,
                                        PersonalDataKind.PHONE,
                                        PersonalDataAction.REPORT)));

        var skipped = read(privacy);

        assertThat(taken)
                .isEqualTo(
                        Map.of(
                                1L,
                                new Sample.Completion("who", "[EMAIL]"),
                                3L,
                                new Sample.Completion("how", "+49 30 1234567"),
                                4L,
                                new Sample.Completion("what", "that")));
        assertThat(skipped.reasons())
                .isEqualTo(
                        "1 x personal_data (first on line 2: it holds secret, which the job rejects)");
        assertThat(privacy.told("train.jsonl"))
                .contains(
                        "train.jsonl: personal data: rows masked: 1 (1 x email); rows left out: 1"
                                + " (1 x secret); rows kept with it: 1 (1 x phone).");
    }

    @Test
    void withoutAPolicyNothingIsLookedFor() throws IOException {
        var privacy = new RowPrivacy(PersonalDataPolicy.NONE);

        assertThat(read(privacy).rows()).isZero();
        assertThat(taken).hasSize(4);
        assertThat(privacy.told("train.jsonl")).isEmpty();
    }

    private Skipped read(RowPrivacy privacy) throws IOException {
        var file = Files.write(directory.resolve("rows.jsonl"), ROWS);
        return Rows.read(
                file,
                DatasetFormat.DETECT,
                () -> {},
                privacy,
                (line, sample) -> {
                    taken.put(line, sample);
                    return true;
                });
    }
}
