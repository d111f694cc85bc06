package dev.hone.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
    @Test
    void aFileUrlOpensADirectory(@TempDir Path root) throws IOException {
        try (var store = Stores.open(StoreSettings.directory("file://" + root))) {
            assertThat(store).isInstanceOf(DirectoryStore.class);
        }
    }

    @Test
    void anS3UrlOpensABucket() throws IOException {
        var settings = new StoreSettings("s3://bucket/some/place", null, null, "key", "secret");
        try (var store = Stores.open(settings)) {
            assertThat(store).isInstanceOf(S3Store.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tmp/x", "ftp://host/x", "s3:///x", "file://host/x", "a b"})
    void anotherUrlIsRefusedWithWhatWouldBeRight(String url) {
        assertThatThrownBy(() -> Stores.open(StoreSettings.directory(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "store url must be file:///directory or s3://bucket/prefix, was \"%s\"",
                        url);
    }

    @Test
    void anS3StoreNeedsItsKeysAndNeverPrintsThem() {
        var settings = new StoreSettings("s3://bucket", null, null, "key", null);

        assertThatThrownBy(() -> Stores.open(settings))
                .hasMessage("an s3 store needs its secret key");
        assertThat(new StoreSettings("s3://b", null, null, "key", "hidden").toString())
                .doesNotContain("hidden");
    }
}
