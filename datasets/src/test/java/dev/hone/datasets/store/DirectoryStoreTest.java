package dev.hone.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.StoreException.Denied;
import dev.hone.datasets.store.StoreException.KeyTaken;
import dev.hone.datasets.store.StoreException.StoreFull;
import dev.hone.protocol.FailureCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {
    @TempDir Path root;
    private DirectoryStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryStore(root);
    }

    @Override
    ObjectStore store() {
        return store;
    }

    private List<Path> filesUnderRoot() throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // the device that is always full
    void aFullDiskIsATypedErrorAndLeavesNothing() throws IOException {
        var full =
                new DirectoryStore(
                        root,
                        _ -> FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE));

        assertThatThrownBy(() -> full.put("files/big", bytes("hello")))
                .isInstanceOf(StoreFull.class)
                .hasMessageContaining("no space left to store \"files/big\"");
        assertThat(filesUnderRoot()).isEmpty();
    }

    /// What the JDK throws then; who tests as root may write everywhere.
    @Test
    void aDirectoryThatDoesNotLetUsInIsATypedError() {
        var opener =
                (DirectoryStore.Opener)
                        file -> {
                            throw new AccessDeniedException(file.toString());
                        };

        assertThatThrownBy(() -> new DirectoryStore(root, opener).put("files/a", bytes("x")))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.code()).isEqualTo(FailureCode.STORE_DENIED))
                .hasMessageNotContaining(root.toString());
    }

    @Test
    void aSourceThatBreaksOffLeavesNothing() throws IOException {
        var failing =
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("connection reset");
                    }
                };
        var broken = new SequenceInputStream(bytes("the first part"), failing);

        assertThatThrownBy(() -> store.put("files/broken", broken)).hasMessage("connection reset");
        assertThat(filesUnderRoot()).isEmpty();
    }

    @Test
    void anObjectCannotLieBelowAnother() throws IOException {
        store.put("files/a", bytes("x"));

        assertThatThrownBy(() -> store.put("files/a/b", bytes("y"))).isInstanceOf(KeyTaken.class);
        assertThatThrownBy(() -> store.put("files", bytes("y"))).isInstanceOf(KeyTaken.class);
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAndWhatIsBeingWrittenStays() throws IOException {
        var now = Instant.parse("2026-11-01T12:00:00Z");
        var dead = Files.createFile(root.resolve(".incoming/object-1.part"));
        Files.setLastModifiedTime(dead, FileTime.from(now.minusSeconds(90_000)));
        var alive = Files.createFile(root.resolve(".incoming/object-2.part"));
        Files.setLastModifiedTime(alive, FileTime.from(now));

        store.deleteUnfinished(now.minusSeconds(86_400));

        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(store.list("")).isEmpty();
    }
}
