package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void aUsersFaultKeepsItsCodeAndItsMessage() {
        var failed = Failures.failed(new UserFault("no_usable_rows", "train.jsonl has none"));

        assertThat(failed.failure()).isEqualTo(FailureClass.USER);
        assertThat(failed.code()).isEqualTo("no_usable_rows");
        assertThat(failed.message()).isEqualTo("train.jsonl has none");
    }

    @Test
    void tooLittleMemoryWaitsForMore() {
        var heap = Failures.failed(new OutOfMemoryError("Java heap space"));
        var libtorch =
                Failures.failed(
                        new IllegalStateException(
                                "[enforce fail at alloc_cpu.cpp:119] DefaultCPUAllocator: can't"
                                        + " allocate memory: you tried to allocate 9 bytes"));

        assertThat(heap.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(libtorch.code()).isEqualTo("out_of_memory");
    }

    @Test
    void aLackOfMemoryBehindALanesFailureIsFoundToo() {
        var failed =
                Failures.failed(
                        new IllegalStateException(
                                "a lane failed", new RuntimeException("CUDA out of memory.")));

        assertThat(failed.code()).isEqualTo("out_of_memory");
    }

    @Test
    void aFullDiskWaitsForRoom() {
        var failed =
                Failures.failed(
                        new UncheckedIOException(new IOException("No space left on device")));

        assertThat(failed.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(failed.code()).isEqualTo("disk_full");
    }

    @Test
    void aStoreThatFailsIsThePlatforms() {
        var failed = Failures.failed(new IOException("connection reset"));

        assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(failed.code()).isEqualTo("store_unavailable");
    }

    @Test
    void anythingElseIsThePlatformsAndNamesOnlyItsClass() {
        var failed = Failures.failed(new IllegalStateException("row: my secret"));

        assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(failed.code()).isEqualTo("unexpected");
        assertThat(failed.message())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("secret");
    }
}
