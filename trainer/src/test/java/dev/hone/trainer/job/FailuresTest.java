package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hone.datasets.store.DirectoryStore;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.kernel.Tensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    @Test
    void aUsersFaultKeepsItsCodeAndItsMessage() {
        var failed =
                Failures.failed(new UserFault(FailureCode.NO_USABLE_ROWS, "train.jsonl has none"));

        assertThat(failed)
                .isEqualTo(
                        new Outcome.Failed(
                                FailureClass.USER, "no_usable_rows", "train.jsonl has none"));
    }

    @Test
    void whatTheAllocatorOfLibtorchThrowsIsALackOfMemory() {
        var failed = failedOn(manager -> manager.zeros(new Shape(1L << 50)));

        assertThat(failed.code()).isEqualTo("out_of_memory");
        assertThat(failed.failure()).isEqualTo(FailureClass.RESOURCE);
    }

    /// Words of a GPU's allocator, since there is not one everywhere.
    @Test
    void aLackOfMemoryBehindALanesFailureIsFoundToo() {
        var failed =
                Failures.failed(
                        new IllegalStateException(
                                "a lane failed", new RuntimeException("CUDA out of memory.")));

        assertThat(failed.code()).isEqualTo("out_of_memory");
    }

    @Test
    void anOperationThatLibtorchRefusesIsTheEngines() {
        var failed =
                failedOn(manager -> {
                    var two = manager.ones(new Shape(2, 2));
                    two.matMul(manager.ones(new Shape(3, 3)));
                });

        assertThat(failed.code()).isEqualTo("engine_failed");
        assertThat(failed.message()).contains("2x2 and 3x3").doesNotContain("\n");
    }

    @Test
    void anErrorOfTheGpuIsKnownByItsWords() {
        var failed =
                Failures.failed(
                        new EngineException(
                                "CUDA error: device-side assert triggered\nCUDA kernel errors might"
                                        + " be asynchronously reported"));

        assertThat(failed.code()).isEqualTo("device_failed");
        assertThat(failed.message()).isEqualTo("CUDA error: device-side assert triggered");
    }

    @Test
    void theHeapHasACodeOfItsOwn() {
        assertThat(Failures.failed(new OutOfMemoryError("Java heap space")).code())
                .isEqualTo("heap_exhausted");
        assertThat(Failures.failed(new OutOfMemoryError("Metaspace")).code())
                .isEqualTo("out_of_memory");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // the device that is always full
    void aFullDiskWaitsForRoom() {
        var failed = failed(() -> Files.write(Path.of("/dev/full"), new byte[9]));

        assertThat(failed.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(failed.code()).isEqualTo("disk_full");
    }

    @Test
    void aFileThatIsGoneIsTold(@TempDir Path directory) {
        var failed = failed(() -> Files.readAllBytes(directory.resolve("gone")));

        assertThat(failed.code()).isEqualTo("file_missing");
    }

    @Test
    void anObjectThatIsMissingOrAnotherIsTold(@TempDir Path directory) throws IOException {
        try (var store = new DirectoryStore(directory.resolve("store"))) {
            var written = store.put("files/a", new ByteArrayInputStream(new byte[9]));
            var other = new ObjectRef(written.key(), "0".repeat(64), 9);
            var missing = new ObjectRef("files/b", "0".repeat(64), 9);
            var file = directory.resolve("file");

            assertThat(failed(() -> store.fetchTo(other, file)).code()).isEqualTo("object_corrupt");
            assertThat(failed(() -> store.fetchTo(missing, file)).code())
                    .isEqualTo("object_missing");
            assertThat(
                            failed(() ->
                                            store.put(
                                                    "files/a",
                                                    new ByteArrayInputStream(new byte[1])))
                                    .code())
                    .isEqualTo("object_taken");
        }
    }

    @Test
    void aStoreThatIsNotReachedIsThePlatforms() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        var failed = failed(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());

        assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(failed.code()).isEqualTo("store_unavailable");
    }

    @Test
    void aStoreThatDoesNotAnswerInTimeIsSlow() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            client.setSoTimeout(10);

            assertThat(failed(() -> client.getInputStream().read()).code()).isEqualTo("store_slow");
        }
    }

    @Test
    void aCauseIsFoundBehindWhatWrapsIt() {
        var wrapped =
                new CompletionException(new UncheckedIOException(new SocketException("reset")));

        assertThat(Failures.failed(wrapped).code()).isEqualTo("store_unavailable");
    }

    @Test
    void anythingElseIsUnexpectedAndNamesOnlyItsClass() {
        var failed = Failures.failed(new IllegalStateException("row: my secret"));

        assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(failed.code()).isEqualTo("unexpected");
        assertThat(failed.message())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    private static Outcome.Failed failed(ThrowingCallable call) {
        return Failures.failed(catchThrowable(call));
    }

    /// On a real libtorch.
    private static Outcome.Failed failedOn(Consumer<NDManager> call) {
        try (var tensors = Tensors.open();
                var scope = tensors.scope()) {
            return failed(() -> call.accept(scope));
        }
    }
}
