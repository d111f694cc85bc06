package dev.hone.datasets.preflight;

import dev.hone.datasets.content.ContentFile;
import dev.hone.datasets.content.ContentSurvey;
import dev.hone.datasets.plan.LengthSample;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.datasets.sample.Sample;
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
    /// @param side the rows of it that count; null for all
    public record Dataset(Source source, DatasetFormat format, @Nullable Side side) {
        public Dataset(Source source, DatasetFormat format) {
            this(source, format, null);
        }

        /// The same file without the rows that are kept back.
        public Dataset trained(SplitRule rule) {
            return new Dataset(source, format, new Side(rule, false));
        }

        /// Only these.
        public Dataset keptBack(SplitRule rule) {
            return new Dataset(source, format, new Side(rule, true));
        }
    }

    /// One side of a split.
    public record Side(SplitRule rule, boolean validation) {}

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
            return new FromPreflight.Reported(
                    report(
                            BaseFiles.describe(base, tokenizer),
                            tokenizer,
                            trained,
                            validated,
                            content),
                    new FromPreflight.Lengths(
                            trained.lengths(),
                            validated == null ? LengthSample.NONE : validated.lengths()));
        }
    }

    private static PreflightReport report(
            PreflightReport.Base base,
            ChatTokenizer tokenizer,
            FileTally trained,
            @Nullable FileTally validated,
            ContentSurvey content)
            throws IOException {
        double ordinary = OrdinaryText.tokensPerCharacter(tokenizer);
        var findings = new ArrayList<>(trained.findings(ordinary));
        if (validated != null) {
            findings.addAll(validated.findings(ordinary));
        }
        content.findings().forEach(finding -> findings.add(ContentFindings.of(finding)));
        findings.sort(Comparator.comparing(PreflightFinding::severity));
        return new PreflightReport(
                base,
                trained.rows(tokenizer, ordinary, content.languages(ContentFile.TRAINING)),
                validated == null
                        ? null
                        : validated.rows(
                                tokenizer, ordinary, content.languages(ContentFile.VALIDATION)),
                findings);
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
                var rows = new TakenRows(dataset, settings.personalData())) {
            var chunk = new ArrayList<TakenRow>();
            long start = 0;
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                long here = row.get().byteOffset();
                if (chunk.size() == CHUNK_ROWS || here - start > CHUNK_BYTES) {
                    submit(chunk, examination, pool);
                    chunk = new ArrayList<>();
                    start = here;
                }
                if (row.get() instanceof TakenRow.Usable(var usable, _)) {
                    content.row(usable.line(), usable.sample());
                }
                chunk.add(row.get());
            }
            submit(chunk, examination, pool);
            pool.finish();
            tally.readAs(rows.format());
        }
        return tally;
    }

    private static void submit(
            List<TakenRow> chunk, RowExamination examination, InOrder<List<RowLook>> pool)
            throws InterruptedException {
        pool.add(() -> looks(chunk, examination));
    }

    private static List<RowLook> looks(List<TakenRow> rows, RowExamination examination) {
        return rows.stream().map(examination::look).toList();
    }

    private void take(List<RowLook> looks, FileTally tally) {
        looks.forEach(tally::add);
        progress.rows(tally.rows());
    }
}
