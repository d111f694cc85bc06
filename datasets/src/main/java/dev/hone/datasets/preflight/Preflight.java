package dev.hone.datasets.preflight;

import dev.hone.datasets.content.ContentSurvey;
import dev.hone.datasets.plan.LengthSample;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.preflight.PreflightFinding;
import dev.hone.protocol.preflight.PreflightReport;
import dev.hone.protocol.preflight.PreflightSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes once over the files of a job as its training would, on all processors, in bounded memory.
/// The report does not depend on how many processors there are.
public final class Preflight {
    /// Rows are handed to the processors in chunks of about so many bytes, or so many rows.
    private static final long CHUNK_BYTES = 1 << 17;

    private static final int CHUNK_ROWS = 64;

    private final Path scratch;
    private final Progress progress;
    private final int processors;

    /// Told of rows as they are counted.
    public interface Progress {
        void rows(long rows);
    }

    /// Is shown each row that can be read, in the file's order.
    private interface Seen {
        void row(long line, Sample sample) throws IOException;
    }

    /// A file to go over.
    public interface Source {
        InputStream open() throws IOException;
    }

    /// @param format as the check at the upload found it
    public record Dataset(Source source, DatasetFormat format) {}

    /// @param scratch an existing directory, where nothing is left behind
    public Preflight(int processors, Path scratch, Progress progress) {
        this.scratch = scratch;
        this.processors = processors;
        this.progress = progress;
    }

    /// @param base a directory with the small files of a base in Hugging Face's layout
    /// @throws UnusableTokenizer if the base's tokenizer or template cannot be used
    public FromPreflight.Reported run(
            Path base, Dataset training, @Nullable Dataset validation, PreflightSettings settings)
            throws IOException, InterruptedException {
        try (var tokenizer = ChatTokenizer.load(base);
                var content = new ContentSurvey(scratch)) {
            double ordinary = OrdinaryText.tokensPerCharacter(tokenizer);
            var trained = tally("training", training, tokenizer, settings, content::train);
            var validated =
                    validation == null
                            ? null
                            : tally(
                                    "validation",
                                    validation,
                                    tokenizer,
                                    settings,
                                    content::validate);
            var findings = new ArrayList<>(trained.findings(ordinary));
            if (validated != null) {
                findings.addAll(validated.findings(ordinary));
            }
            content.findings().forEach(finding -> findings.add(ContentFindings.of(finding)));
            findings.sort(Comparator.comparing(PreflightFinding::severity));
            var report =
                    new PreflightReport(
                            BaseFiles.describe(base, tokenizer),
                            trained.rows(tokenizer, ordinary),
                            validated == null ? null : validated.rows(tokenizer, ordinary),
                            findings);
            return new FromPreflight.Reported(
                    report,
                    new FromPreflight.Lengths(
                            trained.lengths(),
                            validated == null ? LengthSample.NONE : validated.lengths()));
        }
    }

    private FileTally tally(
            String file,
            Dataset dataset,
            ChatTokenizer tokenizer,
            PreflightSettings settings,
            Seen content)
            throws IOException, InterruptedException {
        var tally = new FileTally(file);
        var examination = new RowExamination(tokenizer, settings);
        try (var pool = new InOrder<List<RowLook>>(processors, looks -> take(looks, tally));
                var reader = new SampleReader(dataset.source().open(), dataset.format())) {
            var chunk = new ArrayList<Row>();
            long start = 0;
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                long here = row.get().byteOffset();
                if (chunk.size() == CHUNK_ROWS || here - start > CHUNK_BYTES) {
                    submit(chunk, examination, pool);
                    chunk = new ArrayList<>();
                    start = here;
                }
                if (row.get() instanceof Row.Usable(var line, _, var sample, _)) {
                    content.row(line, sample);
                }
                chunk.add(row.get());
            }
            submit(chunk, examination, pool);
            pool.finish();
        }
        return tally;
    }

    private static void submit(
            List<Row> chunk, RowExamination examination, InOrder<List<RowLook>> pool)
            throws InterruptedException {
        pool.add(() -> looks(chunk, examination));
    }

    private static List<RowLook> looks(List<Row> rows, RowExamination examination) {
        var looks = new ArrayList<RowLook>(rows.size());
        for (var row : rows) {
            switch (row) {
                case Row.Usable usable -> looks.add(examination.look(usable));
                case Row.Faulty(var line, var offset, var faults) ->
                        looks.add(new RowLook.Faulty(line, offset, faults));
                case Row.Blank _ -> {}
            }
        }
        return looks;
    }

    private void take(List<RowLook> looks, FileTally tally) {
        looks.forEach(tally::add);
        progress.rows(tally.rows());
    }
}
