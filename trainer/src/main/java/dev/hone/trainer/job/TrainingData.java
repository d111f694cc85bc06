package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.EvaluationSpec;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.TrainingSpec;
import dev.hone.trainer.recipe.NumberedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Fetches a job's dataset files and makes of them what the training takes. Rows that cannot be
/// used are told, all reasons together; a file without a usable row ends the job.
final class TrainingData {
    private final ObjectStore store;
    private final ChatTokenizer tokenizer;
    private final RunningJob job;
    private final Path scratch;
    private final PersonalDataPolicy personalData;

    /// @param scratch directory for the files
    TrainingData(ObjectStore store, ChatTokenizer tokenizer, RunningJob job, Path scratch) {
        this.store = store;
        this.tokenizer = tokenizer;
        this.job = job;
        this.scratch = scratch;
        this.personalData = job.claim().spec().personalData();
    }

    /// Rows as the spec says: what is learned of them, and how long they may be.
    NumberedRows rows(DatasetRef dataset, TrainingSpec spec) throws IOException {
        var rows = new ArrayList<TokenizedSample>();
        var lines = new ArrayList<Long>();
        var cut = new Cut();
        var privacy = new RowPrivacy(personalData);
        var skipped =
                Rows.read(
                        fetch(dataset),
                        dataset.format(),
                        this::nextRow,
                        privacy,
                        (line, sample) -> {
                            var row = tokenizer.tokenize(sample, spec.lossOn(), spec.maxLength());
                            cut.see(line, row);
                            rows.add(row.sample());
                            lines.add(line);
                            return true;
                        });
        tell(dataset, rows.size(), skipped);
        privacy.told(dataset.filename()).ifPresent(job::info);
        if (cut.rows() > 0) {
            job.warn(cut.told(dataset.filename(), rows.size(), spec.maxLength()));
        }
        long tokens = rows.stream().mapToLong(TokenizedSample::length).sum();
        job.info("%s: %d rows, %d tokens.".formatted(dataset.filename(), rows.size(), tokens));
        return new NumberedRows(rows, lines);
    }

    List<Question> questions(EvaluationSpec spec) throws IOException {
        var questions = new ArrayList<Question>();
        var privacy = new RowPrivacy(personalData);
        var skipped =
                Rows.read(
                        fetch(spec.dataset()),
                        spec.dataset().format(),
                        this::nextRow,
                        privacy,
                        (line, sample) -> {
                            questions.add(Question.of(line, sample, tokenizer));
                            return questions.size() < spec.maxRows();
                        });
        tell(spec.dataset(), questions.size(), skipped);
        privacy.told(spec.dataset().filename()).ifPresent(job::info);
        return questions;
    }

    private void nextRow() {
        job.stop().check();
        job.pulse().beat(Phase.READING);
    }

    private Path fetch(DatasetRef dataset) throws IOException {
        var file = scratch.resolve(dataset.fileId());
        store.fetchTo(dataset.object(), file);
        return file;
    }

    private void tell(DatasetRef dataset, int usable, Skipped skipped) {
        if (usable == 0) {
            throw new UserFault(
                    FailureCode.NO_USABLE_ROWS,
                    "%s has no usable row; %d were skipped: %s"
                            .formatted(
                                    dataset.filename(),
                                    skipped.rows(),
                                    skipped.rows() == 0 ? "it is empty" : skipped.reasons()));
        }
        if (skipped.rows() > 0) {
            job.warn(
                    "%s: %d of %d rows are skipped: %s"
                            .formatted(
                                    dataset.filename(),
                                    skipped.rows(),
                                    skipped.rows() + usable,
                                    skipped.reasons()));
        }
    }
}
