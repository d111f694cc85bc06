package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashLogTest {
    private static final String LOG =
            """
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  %s at pc=0x00007f2b1c0f6d71, pid=4711, tid=4712
            #
            # JRE version: OpenJDK Runtime Environment (25.0+36) (build 25+36)
            # Problematic frame:
            # %s
            #
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    C  [libtorch_cpu.so+0x5d1c3a]  at::native::add(at::Tensor const&)+0x2a | libtorch_cpu.so at::native::add(at::Tensor const&)
                    C  [libtorch_cpu.so+0x5d1c3a]                                          | libtorch_cpu.so+0x5d1c3a
                    V  [libjvm.so+0x8d0f12]  Unsafe_PutInt+0x62                            | libjvm.so Unsafe_PutInt
                    J 610 c2 dev.hone.Some.method(I)V (9 bytes) @ 0x00007f [0x00007f+0x1a] | dev.hone.Some.method
                    j  dev.hone.Some.method(I)V+5                                          | dev.hone.Some.method
                    """)
    void theFrameIsToldWithoutWhatDiffersBetweenMachines(String frame, String told) {
        var log = CrashLog.of(LOG.formatted("SIGSEGV (0xb)", frame).lines().toList());

        assertThat(log.fingerprint("SIGABRT")).isEqualTo("SIGSEGV in " + told);
    }

    @Test
    void anErrorOfTheJvmIsToldWithItsPlace() {
        var log =
                CrashLog.of(
                        LOG.formatted(
                                        "Internal Error (sharedRuntime.cpp:552),",
                                        "V  [libjvm.so+0x1]")
                                .lines()
                                .toList());

        assertThat(log.fingerprint("SIGABRT"))
                .isEqualTo("Internal Error (sharedRuntime.cpp:552) in libjvm.so+0x1");
    }

    @Test
    void withoutALogTheEndingSaysAll(@TempDir Path directory) {
        assertThat(CrashLog.read(directory, 4711).fingerprint("SIGABRT")).isEqualTo("SIGABRT");
    }

    /// A real JVM that may not have the memory that it asks the system for.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aJvmThatIsRefusedMemoryIsKnownByItsLog(@TempDir Path directory) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command =
                """
                ulimit -d 500000; exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m -Xmx2g \
                -XX:CompressedClassSpaceSize=16m -XX:ReservedCodeCacheSize=32m -XX:ErrorFile=%s \
                -cp target/test-classes %s
                """
                        .formatted(
                                java, directory.resolve(CrashLog.NAME), HungryMain.class.getName());
        var process =
                new ProcessBuilder("sh", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();

        int exitCode = process.waitFor();

        var log = CrashLog.read(directory, process.pid());
        assertThat(log.lackOfMemory()).as(Files.readString(directory.resolve("out"))).isTrue();
        assertThat(Crash.outcome(exitCode, 3, false, log).code()).isEqualTo("out_of_memory");
    }

    @Test
    void theLogIsFoundByItsProcess(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("crash-4711.log"),
                LOG.formatted("SIGBUS (0x7)", "C  [libc.so.6+0x98d71]  memcpy+0x1b1"));

        assertThat(CrashLog.read(directory, 4711).fingerprint("SIGABRT"))
                .isEqualTo("SIGBUS in libc.so.6 memcpy");
    }
}
