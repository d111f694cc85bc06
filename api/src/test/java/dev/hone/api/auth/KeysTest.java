package dev.hone.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String USER = "u".repeat(32);
    private static final String WORKER = "w".repeat(32);

    private record Settings(Optional<String> apiKey, Optional<String> workerKey)
            implements AuthSettings {
        Settings(String apiKey, String workerKey) {
            this(Optional.of(apiKey), Optional.of(workerKey));
        }
    }

    @Test
    void eachKeyNamesItsCaller() {
        var keys = new Keys(new Settings(USER, WORKER));

        assertThat(keys.callerOf(USER)).contains(Caller.USER);
        assertThat(keys.callerOf(WORKER)).contains(Caller.WORKER);
    }

    @Test
    void aKeyThatDiffersInOneCharacterIsNobodys() {
        var keys = new Keys(new Settings(USER, WORKER));

        assertThat(keys.callerOf(USER + "u")).isEmpty();
        assertThat(keys.callerOf("U" + USER.substring(1))).isEmpty();
        assertThat(keys.callerOf("")).isEmpty();
    }

    @Test
    void theStartIsRefusedWithAllFaultsAndWithoutTheKeys() {
        assertThatThrownBy(() -> configured(Map.of("hone.auth.api-key", "secret")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("hone.auth.api-key must have at least 32 characters, had 6")
                .hasMessageContaining(
                        "hone.auth.worker-key must have at least 32 characters, was not set")
                .hasMessageNotContaining("secret");
    }

    @Test
    void goodKeysAreRead() {
        var settings =
                configured(Map.of("hone.auth.api-key", USER, "hone.auth.worker-key", WORKER));

        assertThat(new Keys(settings).callerOf(USER)).contains(Caller.USER);
    }

    private static AuthSettings configured(Map<String, String> values) {
        var builder =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .withMapping(AuthSettings.class);
        new KeysAtStart().configBuilder(builder);
        return builder.build().getConfigMapping(AuthSettings.class);
    }

    @Test
    void blanksAreNoKey() {
        assertThat(Keys.faults(new Settings(" ".repeat(40), WORKER)))
                .containsExactly("hone.auth.api-key must have at least 32 characters, was not set");
    }

    @Test
    void oneKeyForBothKindsOfCallerIsRefused() {
        assertThat(Keys.faults(new Settings(USER, USER)))
                .containsExactly("hone.auth.worker-key must differ from hone.auth.api-key");
    }
}
