package dev.hone.trainer.worker;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.EvaluationSpec;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Lease;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.Precision;
import dev.hone.protocol.RowShape;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import dev.hone.protocol.ValidationSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A job of forty rows on the tiny base.
public final class TinyJob {
    public static final int STEPS = 30;
    public static final int CHECKPOINT_EVERY = 4;

    private static final int ROWS = 40;
    private static final Lease LEASE =
            new Lease(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(20));

    private final ObjectStore store;
    private final BaseRef base;

    public TinyJob(ObjectStore store, BaseRef base) {
        this.store = store;
        this.base = base;
    }

    /// The same job whatever the token: only the attempt is another.
    public Claim claim(long token, @Nullable CheckpointManifest resumeFrom) throws IOException {
        var training = rows(ROWS) + "{\"messages\":[]}\nnot json\n";
        return claim(token, resumeFrom, training);
    }

    /// Packed, with accumulation, and the validation deciding when it ends and what is kept.
    public Claim decidedByValidation(long token, @Nullable CheckpointManifest resumeFrom)
            throws IOException {
        var validation = new ValidationSpec(3, true, 4, 0.01);
        return claim(
                token,
                resumeFrom,
                rows(ROWS),
                new TrainingSpec(
                        3,
                        2,
                        1e-2,
                        Schedule.COSINE_WITH_MIN_LR,
                        0,
                        1,
                        0,
                        128,
                        Precision.FP32,
                        CHECKPOINT_EVERY,
                        2,
                        40,
                        2,
                        0.1,
                        true,
                        LossOn.ALL,
                        validation));
    }

    public Claim claim(long token, @Nullable CheckpointManifest resumeFrom, String training)
            throws IOException {
        var spec =
                new TrainingSpec(
                        3,
                        4,
                        1e-2,
                        Schedule.COSINE,
                        0.1,
                        1,
                        0,
                        128,
                        Precision.FP32,
                        CHECKPOINT_EVERY);
        return claim(token, resumeFrom, training, spec);
    }

    /// With a checkpoint after each step.
    Claim atRate(double rate) throws IOException {
        var spec = new TrainingSpec(3, 4, rate, Schedule.CONSTANT, 0, 1, 0, 128, Precision.FP32, 1);
        return claim(1, null, rows(ROWS), spec);
    }

    /// Without checkpoints, of ten steps an epoch: one that goes on until it is told to stop.
    Claim ofEpochs(int epochs) throws IOException {
        var spec =
                new TrainingSpec(
                        epochs,
                        4,
                        1e-6,
                        Schedule.CONSTANT,
                        0,
                        1,
                        0,
                        128,
                        Precision.FP32,
                        10 * epochs);
        return claim(1, null, rows(ROWS), spec);
    }

    Claim with(LoraSpec lora) throws IOException {
        var claim = claim(1, null);
        return with(claim, claim.spec().training(), lora);
    }

    /// The training file as a packed table whose columns have names of their own.
    public Claim ofATable(long token) throws IOException {
        var table = new StringBuilder("frage;antwort\n");
        for (int row = 0; row < ROWS; row++) {
            table.append("question %d;answer %d\n".formatted(row, row % 3));
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(table.toString().getBytes(StandardCharsets.UTF_8));
        }
        var object = store.put("files/table", new ByteArrayInputStream(packed.toByteArray()));
        var format =
                new DatasetFormat(
                        Compression.GZIP,
                        Container.CSV,
                        RowShape.COMPLETION,
                        Map.of("prompt", "frage", "completion", "antwort"));
        var claim = claim(token, null);
        return with(
                claim,
                new DatasetRef("file-table", "table.csv.gz", object, format),
                claim.spec().lora());
    }

    private static Claim with(Claim claim, DatasetRef training, LoraSpec lora) {
        var spec = claim.spec();
        return new Claim(
                new JobSpec(
                        spec.jobId(),
                        spec.project(),
                        spec.model(),
                        spec.base(),
                        training,
                        spec.validation(),
                        spec.evaluation(),
                        lora,
                        spec.trainingSpec(),
                        spec.seed()),
                claim.attempt(),
                claim.token(),
                claim.lease(),
                claim.resumeFrom(),
                claim.storePrefix());
    }

    Claim claim(
            long token,
            @Nullable CheckpointManifest resumeFrom,
            String training,
            TrainingSpec trainingSpec)
            throws IOException {
        var spec =
                new JobSpec(
                        "ftjob-tiny",
                        "default",
                        "ft:tiny:default::12345678",
                        base,
                        file("file-train", "train.jsonl", training),
                        file("file-valid", "valid.jsonl", rows(3)),
                        new EvaluationSpec(file("file-held", "heldout.jsonl", rows(6)), 5, 12),
                        new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                        trainingSpec,
                        11);
        return new Claim(
                spec,
                (int) token,
                token,
                LEASE,
                resumeFrom,
                "jobs/ftjob-tiny/t%d/".formatted(token));
    }

    private DatasetRef file(String id, String name, String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var object =
                store.put(
                        "files/%08x".formatted(content.hashCode()),
                        new ByteArrayInputStream(bytes));
        return new DatasetRef(id, name, object);
    }

    /// Rows of about as many tokens as their answers have digits.
    static String longRows(int count, int digits) {
        var rows = new StringBuilder();
        for (int row = 0; row < count; row++) {
            var answer = Integer.toString(1_000_000_007 + row).repeat(digits).substring(0, digits);
            rows.append(
                    """
                    {"messages":[{"role":"user","content":"question %d"},\
                    {"role":"assistant","content":"%s"}]}
                    """
                            .formatted(row, answer));
        }
        return rows.toString();
    }

    static String rows(int count) {
        var rows = new StringBuilder();
        for (int row = 0; row < count; row++) {
            rows.append(
                    """
                    {"messages":[{"role":"user","content":"question %d"},\
                    {"role":"assistant","content":"{\\"n\\":%d}"}]}
                    """
                            .formatted(row, row % 3));
        }
        return rows.toString();
    }
}
