package dev.hone.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.platform.Await;
import dev.hone.launcher.platform.PlatformState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("end-to-end")
class RestartEndToEndTest {
    @TempDir Path directory;

    @Test
    void aJobGoesOnAfterEveryProcessOfThePlatformWasKilled() throws Exception {
        var data = directory.resolve("data");
        var launcher = up(data);
        String jobId;
        try (var hone = HoneUnderTest.attach(data)) {
            var training = hone.upload("train.jsonl", 320, directory);
            var job = hone.job(training).epochs(6).checkpointEverySteps(10).submit();
            hone.awaitStep(job, 20);
            jobId = job.path("id").asText();
        }

        killAll(data, launcher);

        try (var hone = HoneUnderTest.start(data)) {
            var job = hone.client().get("/v1/fine_tuning/jobs/" + jobId);
            var ended = hone.awaitSuccess(job);
            assertThat(ended.path("x_hone").path("attempt").asInt()).isEqualTo(2);
            hone.assertInvariants();
        }
    }

    private static Process up(Path data) throws Exception {
        var root = HoneUnderTest.INSTALLATION.root();
        var classPath =
                root.resolve("launcher/target/classes")
                        + ":"
                        + root.resolve("launcher/target/lib/*");
        var launcher =
                new ProcessBuilder(
                                HoneUnderTest.INSTALLATION.java().toString(),
                                "-Xmx128m",
                                "-Dhone.home=" + root,
                                "-cp",
                                classPath,
                                "dev.hone.launcher.HoneMain",
                                "up",
                                "--data",
                                data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolveSibling("up.log").toFile())
                        .start();
        Await.until(
                "up is ready",
                () -> {
                    assertThat(launcher.isAlive()).as("launcher runs").isTrue();
                    return PlatformState.read(data).isPresent() && importedBase(data);
                });
        return launcher;
    }

    private static boolean importedBase(Path data) throws IOException {
        try (var hone = HoneUnderTest.attach(data)) {
            return hone.client().find("/v1/models/hone-nano").isPresent();
        } catch (ClientException _) {
            return false;
        }
    }

    private static void killAll(Path data, Process launcher) throws Exception {
        launcher.destroyForcibly().waitFor();
        for (var part : PlatformState.read(data).orElseThrow().parts().values()) {
            part.find().ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
