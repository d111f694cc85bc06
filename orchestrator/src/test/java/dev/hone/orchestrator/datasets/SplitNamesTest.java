package dev.hone.orchestrator.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitNamesTest {
    @ParameterizedTest
    @CsvSource({
        "rows.jsonl, rows.training.jsonl",
        "rows.csv.gz, rows.training.csv",
        "rows.parquet, rows.training.jsonl",
        "rows, rows.training"
    })
    void aSideIsNamedAfterTheFileAndWhatItIsWrittenAs(String file, String side) {
        assertThat(Splits.name(file, "training")).isEqualTo(side);
    }
}
