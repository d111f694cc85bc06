package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Split;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Incoming;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.protocol.Compression;
import dev.hone.protocol.DatasetFormat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Splits files in two, each only once for a rule.
@ApplicationScoped
class Splits {
    private static final int LONGEST_STEM = 200;
    private static final String TRAINING = "training";
    private static final String VALIDATION = "validation";

    private final SplitRepository splits;
    private final RowReads reads;
    private final Files files;
    private final DatabaseClock clock;
    private final Audit audit;

    Splits(SplitRepository splits, RowReads reads, Files files, DatabaseClock clock, Audit audit) {
        this.splits = splits;
        this.reads = reads;
        this.files = files;
        this.clock = clock;
        this.audit = audit;
    }

    /// Splits of which both files are still there, newest first.
    List<SplitView> of(String project, String file) {
        return splits.of(project, file).stream()
                .filter(split -> isThere(project, split.trainingFile))
                .filter(split -> isThere(project, split.validationFile))
                .map(SplitEntity::view)
                .toList();
    }

    private boolean isThere(String project, String file) {
        return files.find(project, file).isPresent();
    }

    /// The split that is there, or a new one.
    ///
    /// @param param the request's member that asks for it
    SplitView split(String param, FileView file, @Nullable Double share, long seed) {
        var rule = rule(param, share, seed);
        return QuarkusTransaction.joiningExisting()
                .call(() -> made(file, rule))
                .orElseGet(() ->
                        reads.run(
                                () -> requireThere(file),
                                scratch -> make(param, file, rule, scratch)));
    }

    private static SplitRule rule(String param, @Nullable Double share, long seed) {
        if (share == null || !SplitRule.isShare(share)) {
            throw ApiException.invalid(
                    param,
                    "bad_share",
                    "%s must be above 0 and below 1, was %s"
                            .formatted(param, share == null ? "absent" : share.toString()));
        }
        return new SplitRule(share, seed);
    }

    private void requireThere(FileView file) {
        if (!QuarkusTransaction.joiningExisting().call(() -> isThere(file.project(), file.id()))) {
            throw ApiException.notFound("file", file.id());
        }
    }

    private Optional<SplitView> made(FileView file, SplitRule rule) {
        return of(file.project(), file.id()).stream()
                .filter(split -> split.share() == rule.validation() && split.seed() == rule.seed())
                .findFirst();
    }

    private SplitView make(String param, FileView file, SplitRule rule, Path scratch)
            throws IOException {
        var training = scratch.resolve(TRAINING);
        var validation = scratch.resolve(VALIDATION);
        Split rows;
        try (var learned = java.nio.file.Files.newOutputStream(training);
                var keptBack = java.nio.file.Files.newOutputStream(validation)) {
            rows = Split.of(reads.source(file), rule, learned, keptBack);
        }
        refuseEmpty(param, file, rule, rows);
        var unrecorded = new ArrayList<FileView>();
        try {
            unrecorded.add(receive(file, TRAINING, training));
            unrecorded.add(receive(file, VALIDATION, validation));
            var split =
                    QuarkusTransaction.requiringNew()
                            .call(() -> record(file, rule, unrecorded, rows));
            if (split.training().file().equals(unrecorded.getFirst().id())) {
                unrecorded.clear();
            }
            return split;
        } finally {
            unrecorded.forEach(left -> files.delete(left.project(), left.id()));
        }
    }

    private static void refuseEmpty(String param, FileView file, SplitRule rule, Split rows) {
        if (rows.trainingRows() > 0 && rows.validationRows() > 0) {
            return;
        }
        var all = rows.trainingRows() + rows.validationRows();
        throw ApiException.invalid(
                param,
                "empty_split",
                "with %s of the questions kept back, all %d rows of file \"%s\" (%s) fall to %s; the file must have more different questions, or the share be %s"
                        .formatted(
                                rule.validation(),
                                all,
                                file.id(),
                                file.filename(),
                                rows.trainingRows() == 0 ? VALIDATION : TRAINING,
                                rows.trainingRows() == 0 ? "smaller" : "larger"));
    }

    private FileView receive(FileView source, String side, Path rows) throws IOException {
        try (var bytes = java.nio.file.Files.newInputStream(rows)) {
            var file =
                    new NewFile(
                            name(source.filename(), side),
                            source.purpose().wireName(),
                            unpacked(source.dataset().format()),
                            null);
            return files.receive(source.project(), Incoming.of(file, bytes));
        }
    }

    private static DatasetFormat unpacked(DatasetFormat format) {
        return new DatasetFormat(
                Compression.NONE,
                Split.writtenAs(format.container()),
                format.shape(),
                format.columns());
    }

    /// Unless somebody else has made the same split in the meantime.
    private SplitView record(FileView file, SplitRule rule, List<FileView> sides, Split rows) {
        splits.holdSource(file.id());
        if (files.hold(file.project(), file.id()).isEmpty()) {
            throw ApiException.notFound("file", file.id());
        }
        return made(file, rule).orElseGet(() -> add(file, rule, sides, rows));
    }

    private SplitView add(FileView file, SplitRule rule, List<FileView> sides, Split rows) {
        var training = sides.getFirst();
        var validation = sides.getLast();
        splits.persist(new SplitEntity(file, rule, training, validation, rows, clock.now()));
        audit.record(
                file.project(),
                "file.split",
                file.id(),
                Map.of(
                        VALIDATION,
                        rule.validation(),
                        "seed",
                        rule.seed(),
                        "training_file",
                        training.id(),
                        "validation_file",
                        validation.id()));
        return made(file, rule).orElseThrow();
    }

    /// `rows.jsonl.gz` becomes `rows.training.jsonl`, and so does `rows.parquet`.
    static String name(String filename, String side) {
        var unpacked =
                filename.replaceFirst("\\.(gz|zst)$", "").replaceFirst("\\.parquet$", ".jsonl");
        int dot = unpacked.lastIndexOf('.');
        var stem = dot < 1 ? unpacked : unpacked.substring(0, dot);
        var end = dot < 1 ? "" : unpacked.substring(dot);
        return "%s.%s%s"
                .formatted(stem.substring(0, Math.min(stem.length(), LONGEST_STEM)), side, end);
    }
}
