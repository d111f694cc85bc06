package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.store.DirectoryStore;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.TrainEvent;
import dev.hone.trainer.worker.Claims;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private final Path directory;
    private final DirectoryStore store;

    CheckpointsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.store = new DirectoryStore(directory.resolve("store"));
    }

    @AfterEach
    void stop() {
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

    @Test
    void theOneBeforeADamagedCheckpointIsGoneOnFrom() throws Exception {
        var gone = new ObjectRef("jobs/gone", "0".repeat(64), 1);
        var newest = new CheckpointManifest(8, 1, 2, List.of(new NamedObject("state.json", gone)));
        var before = new NamedObject("state.json", object("{}"));
        var older = new CheckpointManifest(4, 0.5, 3, List.of(before));

        var fetched = fetch(newest, older);

        assertThat(fetched.path().orElseThrow().resolve("state.json")).hasContent("{}");
        assertThat(fetched.warnings())
                .singleElement()
                .asString()
                .startsWith("The checkpoint of step 8 cannot be used")
                .endsWith("that of step 4 is tried.");
    }

    private record Fetched(Optional<Path> path, List<String> warnings) {}

    private Fetched fetch(List<NamedObject> files) throws IOException {
        return fetch(new CheckpointManifest(8, 1, 2, files));
    }

    private Fetched fetch(CheckpointManifest newest, CheckpointManifest... fallbacks)
            throws IOException {
        var plain = Claims.of("ftjob-1", Claims.LEASE);
        var claim =
                new Claim(
                        plain.spec(),
                        2,
                        plain.token(),
                        plain.lease(),
                        newest,
                        List.of(fallbacks),
                        0,
                        plain.storePrefix());
        var said = new ArrayList<FromJob>();
        var path =
                new Checkpoints(store, new RunningJob(claim, said::add))
                        .next(directory.resolve("resume"))
                        .map(Checkpoints.Fetched::directory);
        return new Fetched(path, said.stream().map(CheckpointsTest::message).toList());
    }

    private static String message(FromJob said) {
        return said instanceof FromJob.Told(TrainEvent.Message(_, var message))
                ? message
                : said.toString();
    }

    private ObjectRef object(String content) throws IOException {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return store.put("files/" + Sha256.of(bytes), new ByteArrayInputStream(bytes));
    }
}
