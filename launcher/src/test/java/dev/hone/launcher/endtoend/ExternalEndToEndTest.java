package dev.hone.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.launcher.platform.PartName;
import dev.hone.launcher.platform.Platform;
import dev.hone.launcher.platform.PlatformOptions;
import dev.hone.launcher.platform.PlatformOptions.External;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL, Kafka and S3 that somebody else runs are a matter of settings.
@Tag("end-to-end")
class ExternalEndToEndTest {
    @Test
    void aJobRunsOnPostgresqlKafkaAndS3ThatSomebodyElseRuns(@TempDir Path directory)
            throws Exception {
        var theirs =
                PlatformOptions.defaults(
                                HoneUnderTest.INSTALLATION, directory.resolve("somebody-else"))
                        .withParts(Set.of(PartName.POSTGRESQL, PartName.KAFKA));
        var ours =
                PlatformOptions.defaults(HoneUnderTest.INSTALLATION, directory.resolve("ours"))
                        .withParts(Set.of(PartName.CONTROL_PLANE, PartName.WORKER));
        try (var somebodyElse = Platform.start(theirs, _ -> {});
                var s3 = S3Service.in(Files.createDirectories(directory.resolve("s3")));
                var hone = HoneUnderTest.start(ours.withExternal(external(somebodyElse, s3)))) {
            var training = hone.upload("train.jsonl", 64, directory);
            var heldOut = hone.upload("heldout.jsonl", 4, directory);

            var job =
                    hone.awaitSuccess(
                            hone.job(training).epochs(1).evaluatedOn(heldOut, 4).submit());

            assertThat(hone.adapterDigest(job, "adapter_model.safetensors")).hasSize(64);
            assertThat(s3.keys()).contains("adapter_model.safetensors");
            hone.assertInvariants();
        }
    }

    private static External external(Platform theirs, S3Service s3) {
        return new External(
                Optional.of(theirs.database()),
                Optional.of(theirs.kafkaBootstrapServers()),
                Optional.of(s3.store()));
    }
}
