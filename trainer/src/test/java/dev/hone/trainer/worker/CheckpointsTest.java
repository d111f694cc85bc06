package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.DirectoryStore;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.TrainEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointsTest {
    private final Path directory;
    private final DirectoryStore store;
    private final TestControlPlane controlPlane = new TestControlPlane();

    CheckpointsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.store = new DirectoryStore(directory.resolve("store"));
    }

    @AfterEach
    void stop() {
        controlPlane.close();
        store.close();
    }

    @Test
    void aCheckpointIsFetchedWithAllItsFiles() throws Exception {
        var fetched = fetch(List.of(new NamedObject("state.json", object("{}"))));

        assertThat(fetched.path()).isPresent();
        assertThat(fetched.path().orElseThrow().resolve("state.json")).hasContent("{}");
        assertThat(fetched.warnings()).isEmpty();
    }

    @Test
    void aCheckpointWithAFlippedByteIsGivenUpAndThePeopleAreTold() throws Exception {
        var promised = object("{}");
        var other = object("{ ");
        var damaged = new ObjectRef(other.key(), promised.sha256(), promised.bytes());

        var fetched = fetch(List.of(new NamedObject("state.json", damaged)));

        assertThat(fetched.path()).isEmpty();
        assertThat(fetched.warnings())
                .singleElement()
                .asString()
                .startsWith("The checkpoint of step 8 cannot be used")
                .endsWith("the training starts over.");
    }

    @Test
    void aCheckpointThatIsGoneIsGivenUp() throws Exception {
        var gone = new ObjectRef("jobs/gone", "0".repeat(64), 1);

        var fetched = fetch(List.of(new NamedObject("state.json", gone)));

        assertThat(fetched.path()).isEmpty();
        assertThat(fetched.warnings()).hasSize(1);
    }

    private record Fetched(Optional<Path> path, List<String> warnings) {}

    private Fetched fetch(List<NamedObject> files) {
        var plain = Claims.of("ftjob-1", Claims.LEASE);
        var manifest = new CheckpointManifest(8, 1, 2, files);
        controlPlane.jobs.add(
                new Claim(
                        plain.spec(),
                        2,
                        plain.token(),
                        plain.lease(),
                        manifest,
                        plain.storePrefix()));
        var found = new AtomicReference<@Nullable Optional<Path>>();
        JobRunner runner =
                attempt -> {
                    found.set(new Checkpoints(store, attempt).fetch(directory.resolve("resume")));
                    return new Outcome.Stopped(Directive.PREEMPT, 0);
                };
        try (var running =
                new RunningWorker(controlPlane, new TestBell(), runner, Duration.ofMinutes(1))) {
            Await.until("an outcome", () -> controlPlane.outcomes.size() == 1);
            var path = found.get();
            Await.until("the events", () -> running.worker.attempt().isEmpty());
            return new Fetched(
                    path == null ? Optional.empty() : path,
                    running.events.sent.stream()
                            .map(envelope -> ((TrainEvent.Message) envelope.event()).message())
                            .toList());
        }
    }

    private ObjectRef object(String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return store.put("files/" + Sha256.of(bytes), new ByteArrayInputStream(bytes));
    }
}
