package dev.hone.datasets.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.StoreException.CorruptObject;
import dev.hone.datasets.store.StoreException.KeyTaken;
import dev.hone.datasets.store.StoreException.MissingObject;
import dev.hone.datasets.store.StoreException.RefusedKey;
import dev.hone.protocol.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store must do.
abstract class ObjectStoreContract {
    private static final String HELLO_SHA256 =
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir Path scratch;

    abstract ObjectStore store();

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void whatIsPutIsReadBackWithItsDigest() throws IOException {
        var written = store().put("files/a", bytes("hello"));

        assertThat(written).isEqualTo(new ObjectRef("files/a", HELLO_SHA256, 5));
        try (var read = store().open("files/a")) {
            assertThat(read.readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void theSameBytesMayBePutAgain() throws IOException {
        var first = store().put("files/same", bytes("hello"));

        assertThat(store().put("files/same", bytes("hello"))).isEqualTo(first);
    }

    @Test
    void otherBytesNeverReplaceAnObject() throws IOException {
        store().put("files/b", bytes("first"));

        assertThatThrownBy(() -> store().put("files/b", bytes("second")))
                .isInstanceOf(KeyTaken.class)
                .hasMessageContaining("files/b");
        try (var read = store().open("files/b")) {
            assertThat(read.readAllBytes()).isEqualTo("first".getBytes(UTF_8));
        }
    }

    @Test
    void ofManyWritersOfOneKeyExactlyOneWins() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var attempts =
                    IntStream.range(0, 8)
                            .mapToObj(writer ->
                                    (Callable<Boolean>)
                                            () -> wins("files/race", "writer " + writer))
                            .toList();
            var won = 0;
            for (var outcome : pool.invokeAll(attempts)) {
                won += outcome.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    private boolean wins(String key, String content) throws IOException {
        try {
            store().put(key, bytes(content));
            return true;
        } catch (KeyTaken e) {
            return false;
        }
    }

    @Test
    void anObjectMayBeEmpty() throws IOException {
        assertThat(store().put("files/empty", bytes("")).bytes()).isZero();
        assertThat(store().size("files/empty")).contains(0L);
    }

    @Test
    void aMissingObjectIsNamed() throws IOException {
        assertThat(store().size("files/none")).isEmpty();
        assertThatThrownBy(() -> store().open("files/none"))
                .isInstanceOf(MissingObject.class)
                .hasMessage("nothing is stored under \"files/none\"");
        assertThatThrownBy(() -> store().openRange("files/none", 0, 1))
                .isInstanceOf(MissingObject.class);
        store().delete("files/none");
    }

    @Test
    void aRangeIsReadAndEndsWithTheObject() throws IOException {
        store().put("files/range", bytes("0123456789"));

        assertThat(range(2, 3)).isEqualTo("234");
        assertThat(range(8, 100)).isEqualTo("89");
        assertThat(range(3, Long.MAX_VALUE)).isEqualTo("3456789");
        assertThat(range(10, 5)).isEmpty();
        assertThat(range(4, 0)).isEmpty();
    }

    private String range(long from, long length) throws IOException {
        try (var read = store().openRange("files/range", from, length)) {
            return new String(read.readAllBytes(), UTF_8);
        }
    }

    @Test
    void keysAreListedByPrefixInOrder() throws IOException {
        for (var key : new String[] {"jobs/1/t2/b", "jobs/1/t1/a", "jobs/10/t1/a", "bases/x/y"}) {
            store().put(key, bytes(key));
        }

        assertThat(store().list("jobs/1/")).containsExactly("jobs/1/t1/a", "jobs/1/t2/b");
        assertThat(store().list("jobs/1"))
                .containsExactly("jobs/1/t1/a", "jobs/1/t2/b", "jobs/10/t1/a");
        assertThat(store().list("jobs/2/")).isEmpty();
        assertThat(store().list("")).contains("bases/x/y", "jobs/1/t1/a");
    }

    @Test
    void aDeletedObjectIsGone() throws IOException {
        store().put("files/gone", bytes("x"));

        store().delete("files/gone");

        assertThat(store().size("files/gone")).isEmpty();
        assertThat(store().list("files/gone")).isEmpty();
    }

    @Test
    void aFetchedObjectIsProven() throws IOException {
        var written = store().put("files/fetch", bytes("hello"));
        var target = scratch.resolve("cache/hello.txt");

        store().fetchTo(written, target);

        assertThat(target).hasContent("hello");
    }

    @Test
    void aCorruptObjectLeavesNoFileBehind() throws IOException {
        store().put("files/corrupt", bytes("hallo"));
        var expected = new ObjectRef("files/corrupt", HELLO_SHA256, 5);
        var target = scratch.resolve("cache/corrupt.txt");

        assertThatThrownBy(() -> store().fetchTo(expected, target))
                .isInstanceOf(CorruptObject.class)
                .hasMessageContaining("files/corrupt")
                .hasMessageContaining(HELLO_SHA256);
        try (var left = Files.list(scratch.resolve("cache"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "..",
                "../x",
                "a/../../x",
                "a/./b",
                "a//b",
                "a/",
                "a\\..\\b",
                "a/\0",
                "a/\n",
                ".incoming/x",
                "C:/x",
                "a/\uD83D\uDE00"
            })
    void aKeyThatCouldLeaveTheStoreIsRefused(String key) {
        assertThatThrownBy(() -> store().put(key, bytes("x"))).isInstanceOf(RefusedKey.class);
        assertThatThrownBy(() -> store().open(key)).isInstanceOf(RefusedKey.class);
        assertThatThrownBy(() -> store().size(key)).isInstanceOf(RefusedKey.class);
        assertThatThrownBy(() -> store().delete(key)).isInstanceOf(RefusedKey.class);
    }
}
