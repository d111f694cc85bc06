package dev.hone.trainer.worker;

import dev.hone.protocol.BaseRef;
import dev.hone.protocol.Claim;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Lease;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import java.time.Duration;
import java.util.List;

/// Claims on jobs that no runner looks into.
public final class Claims {
    public static final Lease LEASE =
            new Lease(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(20));
    public static final ObjectRef NOTHING = new ObjectRef("files/0", "0".repeat(64), 0);

    private Claims() {}

    public static Claim of(String jobId, Lease lease) {
        return of(jobId, 7, lease);
    }

    public static Claim of(String jobId, long token, Lease lease) {
        var spec =
                new JobSpec(
                        jobId,
                        "default",
                        "ft:nano:default::12345678",
                        new BaseRef(
                                "nano",
                                "1".repeat(64),
                                List.of(new NamedObject("config.json", NOTHING))),
                        new DatasetRef("file-1", "train.jsonl", NOTHING),
                        null,
                        null,
                        new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR),
                        new TrainingSpec(
                                1, 4, 1e-3, Schedule.COSINE, 0, 1, 0, 64, Precision.FP32, 2),
                        11);
        return new Claim(spec, 1, token, lease, null, "jobs/%s/t%d/".formatted(jobId, token));
    }
}
