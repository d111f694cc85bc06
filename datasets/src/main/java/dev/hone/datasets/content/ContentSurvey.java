package dev.hone.datasets.content;

import dev.hone.datasets.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Looks through the rows of a training file and perhaps a validation file, in bounded memory, for
/// what is seen only across rows. Needs no tokenizer.
public final class ContentSurvey implements AutoCloseable {
    /// Heap: some 25 bytes a row.
    private static final int MOST_ROWS = 1 << 22;

    /// On the disk, and not more than half of what is free there.
    private static final long MOST_BYTES = 1L << 34;

    private final LanguageLook languages = new LanguageLook();
    private final List<Look> looks = List.of(new RoleLook(), new LabelLook(), languages);
    private final Shingles shingles = new Shingles();
    private final Answers answers = new Answers();
    private final Words words = new Words();
    private final InEachFile beyond = InEachFile.of(ContentCode.NOT_COMPARED);
    private final Path scratch;
    private final KeptRows kept;

    /// @param scratch an existing directory; what is written there is gone after [#close]
    public ContentSurvey(Path scratch) throws IOException {
        this(
                scratch,
                MOST_ROWS,
                Math.min(MOST_BYTES, Files.getFileStore(scratch).getUsableSpace() / 2));
    }

    ContentSurvey(Path scratch, int mostRows, long mostBytes) throws IOException {
        this.scratch = scratch;
        this.kept = new KeptRows(scratch, mostRows, mostBytes);
    }

    /// @param line on which the row starts
    public void train(long line, Sample sample) throws IOException {
        see(ContentRow.of(ContentFile.TRAINING, line, sample));
    }

    public void validate(long line, Sample sample) throws IOException {
        see(ContentRow.of(ContentFile.VALIDATION, line, sample));
    }

    /// In the order of their codes. To be asked once, when all rows were seen.
    public List<ContentFinding> findings() throws IOException {
        var findings = new ArrayList<ContentFinding>();
        for (Look look : looks) {
            findings.addAll(look.findings());
        }
        kept.flush();
        findings.addAll(Likeness.of(kept, shingles, scratch).findings());
        findings.addAll(TriggerScan.findings(kept, answers));
        findings.addAll(beyond.findings(ContentSurvey::notCompared));
        findings.sort(Comparator.comparing(ContentFinding::code));
        return List.copyOf(findings);
    }

    /// Rows by language, the commonest first; those whose language cannot be told are in none.
    public Map<String, Long> languages(ContentFile file) {
        return languages.shares(file);
    }

    private void see(ContentRow row) throws IOException {
        for (Look look : looks) {
            look.see(row);
        }
        long answer = row.answered() ? answers.number(row.answer()) : Answers.NONE;
        if (!kept.add(row, answer)) {
            beyond.of(row.file()).add(row.line(), null, row.question());
            return;
        }
        shingles.count(row.text(), words);
        if (row.file() == ContentFile.TRAINING && row.answered()) {
            answers.count(answer);
        }
    }

    private static String notCompared(long rows) {
        return ("rows that were not compared with others, nor scanned for triggers: %d. The room for that"
                        + " was full; look at this part of the file in a run of its own")
                .formatted(rows);
    }

    @Override
    public void close() throws IOException {
        kept.close();
    }
}
