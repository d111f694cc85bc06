package dev.hone.datasets.content;

import dev.hone.datasets.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks through the rows of a training file and perhaps a validation file, in bounded memory, for
/// what is seen only across rows. Needs no tokenizer.
public final class ContentSurvey implements AutoCloseable {
    private final List<Look> looks;

    /// @param scratch an existing directory; what is written there is gone after [#close]
    public ContentSurvey(Path scratch) throws IOException {
        this.looks = List.of(new RoleLook(), new LabelLook());
    }

    /// @param line on which the row starts
    public void train(long line, Sample sample) throws IOException {
        see(ContentRow.of(ContentFile.TRAINING, line, sample));
    }

    public void validate(long line, Sample sample) throws IOException {
        see(ContentRow.of(ContentFile.VALIDATION, line, sample));
    }

    /// Errors first; each kind once for each file and thing.
    public List<ContentFinding> findings() throws IOException {
        var findings = new ArrayList<ContentFinding>();
        for (Look look : looks) {
            findings.addAll(look.findings());
        }
        findings.sort(ContentSurvey::byWeight);
        return List.copyOf(findings);
    }

    private void see(ContentRow row) throws IOException {
        for (Look look : looks) {
            look.see(row);
        }
    }

    private static int byWeight(ContentFinding one, ContentFinding other) {
        int byBlocking = Boolean.compare(other.code().blocks(), one.code().blocks());
        return byBlocking != 0 ? byBlocking : one.code().compareTo(other.code());
    }

    @Override
    public void close() throws IOException {}
}
