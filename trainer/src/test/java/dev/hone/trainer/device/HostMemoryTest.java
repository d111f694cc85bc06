package dev.hone.trainer.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {
    @TempDir private Path root;

    @BeforeEach
    void aMachineWith900KibibytesFree() throws IOException {
        put("proc/meminfo", "MemTotal: 2000 kB\nMemAvailable:   900 kB\n");
        put("proc/self/status", "Name:\tjava\nVmHWM:\t  150 kB\nVmRSS:\t  100 kB\n");
    }

    @Test
    void whatAProcessHasAndWhatIsFreeAreItsOwn() {
        assertThat(HostMemory.at(root).available()).hasValue(1024 * 1000);
        assertThat(HostMemory.at(root).peak()).hasValue(1024 * 150);
    }

    @Test
    void aControlGroupsLimitCountsWhereItIsLower() throws IOException {
        put("sys/fs/cgroup/memory.max", "409600\n");
        put("sys/fs/cgroup/memory.current", "204800\n");
        put("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 10240\n");

        assertThat(HostMemory.at(root).available()).hasValue(204800 + 10240 + 1024 * 100);
    }

    @Test
    void theFirstVersionOfControlGroupsCountsToo() throws IOException {
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "307200\n");
        put("sys/fs/cgroup/memory/memory.usage_in_bytes", "204800\n");

        assertThat(HostMemory.at(root).available()).hasValue(102400 + 1024 * 100);
    }

    @Test
    void aGroupWithoutLimitLimitsNothing() throws IOException {
        put("sys/fs/cgroup/memory.max", "max\n");
        put("sys/fs/cgroup/memory.current", "204800\n");

        assertThat(HostMemory.at(root).available()).hasValue(1024 * 1000);
    }

    @Test
    void aSystemThatSaysNothingIsUnknown(@TempDir Path other) {
        assertThat(HostMemory.at(other).available()).isEmpty();
    }

    private void put(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
