package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void everyStartInADirectoryCountsOn() throws Exception {
        var first = Home.enter(directory);
        var second = Home.enter(directory);

        assertThat(first.start()).isEqualTo(1);
        assertThat(second.start()).isEqualTo(2);
        assertThat(second.home()).isEqualTo(first.home());
        assertThat(second.place()).endsWith("process " + ProcessHandle.current().pid());
    }

    @Test
    void anotherDirectoryIsAnotherHome() throws Exception {
        var here = Home.enter(Files.createDirectory(directory.resolve("here")));
        var there = Home.enter(Files.createDirectory(directory.resolve("there")));

        assertThat(here.home()).isNotEqualTo(there.home());
    }

    @Test
    void aFileThatCannotBeReadIsANewHome() throws Exception {
        var before = Home.enter(directory);
        Files.writeString(directory.resolve("home"), "half");

        var after = Home.enter(directory);

        assertThat(after.home()).isNotEqualTo(before.home());
        assertThat(after.start()).isEqualTo(1);
    }
}
