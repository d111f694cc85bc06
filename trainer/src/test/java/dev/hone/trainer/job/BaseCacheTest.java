package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.DirectoryStore;
import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseCacheTest {
    private static final String DIGEST = "a".repeat(64);

    private final Path root;
    private final DirectoryStore store;
    private final BaseCache cache;

    BaseCacheTest(@TempDir Path root) throws IOException {
        this.root = root;
        this.store = new DirectoryStore(root.resolve("store"));
        var directory = new WorkDirectory(root.resolve("work"));
        directory.clean();
        this.cache = new BaseCache(store, directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aBaseIsFetchedOnce() throws IOException {
        var base = base(file("config.json", "{}"), file("shards/1.safetensors", "weights"));

        var fetched = cache.fetch(base, new StopSignal());
        store.delete("bases/config.json");

        assertThat(fetched.resolve("shards/1.safetensors")).hasContent("weights");
        assertThat(cache.fetch(base, new StopSignal())).isEqualTo(fetched);
    }

    @Test
    void aBaseWithAWrongFileNeverAppears() throws IOException {
        var promised = new ObjectRef("bases/weights", "b".repeat(64), 7);
        var config = file("config.json", "{}");
        file("weights", "weights");

        assertThatThrownBy(() ->
                        cache.fetch(
                                base(config, new NamedObject("weights", promised)),
                                new StopSignal()))
                .isInstanceOf(StoreException.CorruptObject.class);

        assertThat(files("work/bases")).isEmpty();
        assertThat(files("work/unfinished")).isEmpty();
    }

    @Test
    void aDamagedBaseIsFetchedAgain() throws IOException {
        var base = base(file("config.json", "{}"));
        var fetched = cache.fetch(base, new StopSignal());
        Files.writeString(fetched.resolve("config.json"), "");

        assertThat(cache.fetch(base, new StopSignal()).resolve("config.json")).hasContent("{}");
    }

    @Test
    void aStopEndsTheFetching() throws IOException {
        var base = base(file("config.json", "{}"));
        var stop = new StopSignal();
        stop.raise(new StopSignal.Reason.ShuttingDown());

        assertThatThrownBy(() -> cache.fetch(base, stop)).isInstanceOf(StopSignal.Raised.class);

        assertThat(files("work/bases")).isEmpty();
    }

    private NamedObject file(String path, String content) throws IOException {
        var bytes = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        return new NamedObject(path, store.put("bases/" + path, bytes));
    }

    private static BaseRef base(NamedObject... files) {
        return new BaseRef("nano", DIGEST, List.of(files));
    }

    private List<Path> files(String below) throws IOException {
        try (var paths = Files.list(root.resolve(below))) {
            return paths.toList();
        }
    }
}
