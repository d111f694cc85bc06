package dev.hone.datasets.preflight;

import dev.hone.datasets.privacy.Redacted;
import dev.hone.datasets.privacy.Redaction;
import dev.hone.datasets.rows.SplitSide;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.PersonalDataPolicy;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of a file as a job takes them: those of one side if it is split, with that done to
/// personal data which the job wants.
final class TakenRows implements AutoCloseable {
    private final SampleReader reader;
    private final Preflight.@Nullable Side side;
    private final @Nullable SplitSide split;
    private final PersonalDataPolicy personalData;
    private final Redaction redaction;

    TakenRows(Preflight.Dataset dataset, PersonalDataPolicy personalData) throws IOException {
        this.reader = new SampleReader(dataset.source().open(), dataset.format());
        this.side = dataset.side();
        this.split = side == null ? null : new SplitSide(side.rule());
        this.personalData = personalData;
        this.redaction = new Redaction(personalData);
    }

    /// The next row that is not blank, if there is one.
    Optional<TakenRow> next() throws IOException {
        for (var row = reader.next(); row.isPresent(); row = reader.next()) {
            switch (row.get()) {
                case Row.Usable usable -> {
                    if (counts(usable.sample())) {
                        return Optional.of(taken(usable));
                    }
                }
                // It asks nothing, so it has no side; it is told once, with those trained on.
                case Row.Faulty faulty -> {
                    if (side == null || !side.validation()) {
                        return Optional.of(new TakenRow.Faulty(faulty));
                    }
                }
                case Row.Blank _ -> {
                    // no row
                }
            }
        }
        return Optional.empty();
    }

    /// As the file was given, and the rest as it was found so far.
    DatasetFormat format() {
        return reader.format();
    }

    private boolean counts(Sample sample) {
        return side == null || split == null || split.validates(sample) == side.validation();
    }

    private TakenRow taken(Row.Usable row) {
        if (personalData.isEmpty()) {
            return new TakenRow.Usable(row, false);
        }
        return switch (redaction.apply(row.sample())) {
            case Redacted.Unchanged _ -> new TakenRow.Usable(row, false);
            case Redacted.Masked(var sample, _, _) -> new TakenRow.Usable(row.with(sample), true);
            case Redacted.Rejected(var kinds) ->
                    new TakenRow.Rejected(row.line(), row.byteOffset(), kinds);
        };
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
