package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.StoreSettings;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.TrainEvent;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.worker.Claims;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobPipeTest {
    @Test
    void whatTheWorkerSaysArrivesAsItWasSaid() throws IOException {
        var settings =
                new JobSettings(
                        "worker-1",
                        "1.0",
                        new StoreSettings("s3://bucket/x", null, "eu", "access", "secret"),
                        Path.of("/work"),
                        null,
                        DeviceChoice.CUDA,
                        2,
                        512);

        assertThat(
                        heard(
                                ToJob.class,
                                new ToJob.Begin(Claims.of("ftjob-1", Claims.LEASE), settings),
                                new ToJob.Stop(Directive.PREEMPT),
                                new ToJob.Checkpointed(true)))
                .containsExactly(
                        new ToJob.Begin(Claims.of("ftjob-1", Claims.LEASE), settings),
                        new ToJob.Stop(Directive.PREEMPT),
                        new ToJob.Checkpointed(true));
    }

    @Test
    void whatTheJobSaysArrivesAsItWasSaid() throws IOException {
        List<FromJob> all =
                List.of(
                        new FromJob.Progressed(3, 10),
                        new FromJob.Told(new TrainEvent.Validated(3, 0.1)),
                        new FromJob.Told(
                                new TrainEvent.Message(
                                        TrainEvent.Level.WARN, "a\nline – “quoted”")),
                        new FromJob.Ended(
                                new Outcome.Failed(FailureClass.USER, "no_usable_rows", "none")));

        assertThat(heard(FromJob.class, all.toArray(FromJob[]::new)))
                .containsExactlyElementsOf(all);
    }

    @Test
    void whatANativeLibraryPrintsLosesNoMessage() throws IOException {
        var out = new ByteArrayOutputStream();
        var pipe = new JobPipe<FromJob, FromJob>(nothing(), out, FromJob.class);
        out.writeBytes("warning: ".getBytes(StandardCharsets.UTF_8));
        pipe.say(new FromJob.Progressed(1, 2));

        var other =
                new JobPipe<FromJob, FromJob>(
                        new ByteArrayInputStream(out.toByteArray()),
                        new ByteArrayOutputStream(),
                        FromJob.class);

        assertThat(other.hear()).contains(new FromJob.Progressed(1, 2));
        assertThat(other.hear()).isEmpty();
    }

    @SafeVarargs
    private static <M> List<M> heard(Class<M> type, M... messages) throws IOException {
        var out = new ByteArrayOutputStream();
        var pipe = new JobPipe<M, M>(nothing(), out, type);
        for (var message : messages) {
            pipe.say(message);
        }
        var in = new ByteArrayInputStream(out.toByteArray());
        var other = new JobPipe<M, M>(in, new ByteArrayOutputStream(), type);
        var heard = new ArrayList<M>();
        for (Optional<M> message = other.hear(); message.isPresent(); message = other.hear()) {
            heard.add(message.get());
        }
        return heard;
    }

    private static ByteArrayInputStream nothing() {
        return new ByteArrayInputStream(new byte[0]);
    }
}
