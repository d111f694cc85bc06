package dev.hone.datasets.preflight;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.protocol.preflight.PreflightSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows one row. The file is read up to that row, not to its end.
final class Preview {
    private Preview() {}

    static FromPreflight of(
            ChatTokenizer tokenizer,
            Preflight.Dataset dataset,
            long number,
            PreflightSettings settings)
            throws IOException {
        return switch (find(dataset, number).orElse(null)) {
            case null ->
                    new FromPreflight.Failed(
                            "row_not_found", "the file has no row %d".formatted(number));
            case Row.Faulty faulty ->
                    new FromPreflight.Failed(
                            "row_refused",
                            "row %d (line %d) cannot be read: %s"
                                    .formatted(number, faulty.line(), faults(faulty)));
            case Row.Blank blank -> throw new IllegalStateException("counted " + blank);
            case Row.Usable usable -> shown(tokenizer, usable, number, settings);
        };
    }

    private static Optional<Row> find(Preflight.Dataset dataset, long number) throws IOException {
        try (var reader = new SampleReader(dataset.source().open(), dataset.format())) {
            long seen = 0;
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                seen += row.get() instanceof Row.Blank ? 0 : 1;
                if (seen == number) {
                    return row;
                }
            }
            return Optional.empty();
        }
    }

    private static FromPreflight shown(
            ChatTokenizer tokenizer, Row.Usable row, long number, PreflightSettings settings) {
        try {
            var reading = tokenizer.read(row.sample(), settings.lossOn());
            var look =
                    new RowExamination(tokenizer, settings).look(new TakenRow.Usable(row, false));
            var refused = look instanceof RowLook.Refused(_, _, _, var message) ? message : null;
            return new FromPreflight.Previewed(
                    Colours.of(
                            number, row.line(), reading, tokenizer, settings.maxLength(), refused));
        } catch (RefusedSample refused) {
            return new FromPreflight.Failed(
                    "row_refused",
                    "row %d (line %d): %s".formatted(number, row.line(), refused.getMessage()));
        }
    }

    private static String faults(Row.Faulty row) {
        return row.faults().stream().map(Fault::message).collect(Collectors.joining("; "));
    }
}
