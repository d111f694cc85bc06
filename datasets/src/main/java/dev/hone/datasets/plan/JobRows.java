package dev.hone.datasets.plan;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.child.Scratch;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Path;

/// The rows of a job as its training will see them: what is of no use there does not count here.
final class JobRows {
    private final ObjectStore store;
    private final JobSpec spec;

    JobRows(ObjectStore store, JobSpec spec) {
        this.store = store;
        this.spec = spec;
    }

    WorkloadAnswer answer() throws IOException {
        try (var scratch = Scratch.create("hone-workload")) {
            return answer(scratch.base(store, spec.base().files()));
        }
    }

    private WorkloadAnswer answer(Path base) throws IOException {
        try (var tokenizer = ChatTokenizer.load(base)) {
            var training = lengths(spec.training(), tokenizer);
            if (training.size() == 0) {
                return new WorkloadAnswer(
                        null,
                        "%s has no row of which anything is learned with these settings"
                                .formatted(spec.training().filename()));
            }
            var validation =
                    spec.validation() == null
                            ? new RowLengths()
                            : lengths(spec.validation(), tokenizer);
            return new WorkloadAnswer(Workload.of(settings(base), training, validation), null);
        } catch (TokensException.UnusableTokenizer e) {
            return new WorkloadAnswer(null, String.valueOf(e.getMessage()));
        }
    }

    private Workload.Settings settings(Path base) throws IOException {
        long weightFiles =
                spec.base().files().stream()
                        .filter(file -> file.path().endsWith(".safetensors"))
                        .mapToLong(file -> file.object().bytes())
                        .sum();
        return new Workload.Settings(
                BaseDirectory.config(base), weightFiles, spec.lora(), spec.trainingSpec());
    }

    private RowLengths lengths(DatasetRef file, ChatTokenizer tokenizer) throws IOException {
        var lengths = new RowLengths();
        try (var reader = new SampleReader(store.open(file.object().key()), file.format())) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                if (row.get() instanceof Row.Usable usable) {
                    add(usable, tokenizer, lengths);
                }
            }
        }
        return lengths;
    }

    /// A row that the tokenizer refuses is skipped by the training too.
    private void add(Row.Usable row, ChatTokenizer tokenizer, RowLengths lengths) {
        var training = spec.trainingSpec();
        try {
            var sample =
                    tokenizer
                            .tokenize(row.sample(), training.lossOn(), training.maxLength())
                            .sample();
            lengths.add(sample.length(), sample.labelledCount());
        } catch (TokensException.RefusedSample _) {
            // Nothing of it is learned.
        }
    }
}
