package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @Test
    void aSignalIsNamedWithTheStep() {
        var failed = Crash.outcome(139, 12, false, CrashLog.NONE);

        assertThat(failed.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(failed.code()).isEqualTo("process_crashed");
        assertThat(failed.message())
                .isEqualTo(
                        "The job's process ended without a word after step 12: SIGSEGV, exit code 139.");
        assertThat(failed.fingerprint()).isEqualTo("SIGSEGV");
    }

    @Test
    void onlyACrashHasAFingerprint() {
        var log = new CrashLog("SIGSEGV", "libtorch_cpu.so", false);

        assertThat(Crash.outcome(134, 3, false, log).fingerprint())
                .isEqualTo("SIGSEGV in libtorch_cpu.so");
        assertThat(Crash.outcome(71, 3, false, CrashLog.NONE).fingerprint())
                .isEqualTo("exit code 71");
        assertThat(Crash.outcome(137, 3, false, log).fingerprint()).isNull();
        assertThat(Crash.outcome(137, 3, true, log).fingerprint()).isNull();
    }

    @Test
    void aKillIsThePlatformsUnlessTheKernelWantedTheMemory() {
        assertThat(Crash.outcome(137, 3, false, CrashLog.NONE).code()).isEqualTo("process_killed");

        var forMemory = Crash.outcome(137, 3, true, CrashLog.NONE);
        assertThat(forMemory.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(forMemory.code()).isEqualTo("out_of_memory");
    }

    @Test
    void anExhaustedHeapHasACodeOfItsOwn() {
        assertThat(Crash.outcome(3, 0, false, CrashLog.NONE))
                .isEqualTo(
                        FailureCode.HEAP_EXHAUSTED.outcome(
                                "The Java heap of the job's process was too small after step 0."));
    }

    @Test
    void aJvmThatWasRefusedMemoryRanOutOfIt() {
        var log = new CrashLog(null, null, true);

        assertThat(Crash.outcome(1, 3, false, log).code()).isEqualTo("out_of_memory");
        assertThat(Crash.outcome(134, 3, false, log).code()).isEqualTo("out_of_memory");
    }

    @Test
    void anotherExitCodeIsTold() {
        assertThat(Crash.outcome(71, 0, false, CrashLog.NONE).message())
                .endsWith("after step 0: exit code 71.");
    }

    @Test
    void theKernelsKillsAreCountedFromTheStartOfTheJob(@TempDir Path directory) throws Exception {
        var events = Files.writeString(directory.resolve("memory.events"), "oom 2\noom_kill 1\n");
        var kills = new OomKills(events);

        assertThat(kills.happened()).isFalse();
        Files.writeString(events, "oom 3\noom_kill 2\n");
        assertThat(kills.happened()).isTrue();
    }

    @Test
    void noCounterMeansNoKill(@TempDir Path directory) {
        assertThat(new OomKills(directory.resolve("absent")).happened()).isFalse();
    }
}
