package dev.hone.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.StoreException.Denied;
import dev.hone.datasets.store.StoreException.Refused;
import dev.hone.protocol.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest extends ObjectStoreContract {
    @TempDir static Path directory;
    private static S3Service service;

    private S3Store store;

    @BeforeAll
    static void start() throws IOException {
        service = S3Service.start(directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /// Each test has a prefix of its own, as each test of the directory store has a directory.
    @BeforeEach
    void connect() {
        store = new S3Store(service.settings("test/" + UUID.randomUUID()));
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void twoPrefixesOfOneBucketDoNotSeeEachOther() throws IOException {
        store.put("files/a", bytes("mine"));
        try (var other = new S3Store(service.settings("other"))) {
            assertThat(other.size("files/a")).isEmpty();
            assertThat(other.list("")).isEmpty();
        }
    }

    @Test
    void moreObjectsThanOnePageHoldsAreAllListed() throws IOException {
        try (var paged = new S3Store(service.settings("paged/" + UUID.randomUUID()), 3)) {
            for (int number = 0; number < 10; number++) {
                paged.put("many/" + number, bytes("x"));
            }

            assertThat(paged.list("many/")).hasSize(10).isSorted();
        }
    }

    @Test
    void aWrongSecretIsToldWithKeyAndBucket() {
        try (var stranger = new S3Store(service.settings("test", "wrong"))) {
            assertThatThrownBy(() -> stranger.put("files/a", bytes("x")))
                    .isInstanceOf(Denied.class)
                    .hasMessageStartingWith("cannot write \"files/a\" in bucket \"hone-test\"")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void aBucketThatIsNotThereIsARefusal() {
        try (var lost = new S3Store(service.settingsOf("hone-none"))) {
            assertThatThrownBy(() -> lost.list("")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aServiceThatIsNotThereIsAway() throws IOException {
        try (var nobody = new S3Store(S3Service.nobody())) {
            assertThatThrownBy(() -> nobody.list(""))
                    .isInstanceOfSatisfying(
                            StoreAwayException.class,
                            away ->
                                    assertThat(away.code())
                                            .isEqualTo(FailureCode.STORE_UNAVAILABLE));
        }
    }
}
