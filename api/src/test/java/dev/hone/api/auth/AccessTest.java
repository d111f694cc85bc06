package dev.hone.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccessTest {
    private static final class ForNobody {}

    @ForUsers
    @ForWorkers
    private static final class ForEverybody {}

    @ForUsers
    private static final class ForPeople {}

    @Test
    void aResourceSaysWhomItIsFor() {
        assertThat(Access.of(ForPeople.class)).isEqualTo(Caller.USER);
    }

    @Test
    void aResourceThatDoesNotSayIsRefused() {
        assertThatThrownBy(() -> Access.of(ForNobody.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ForNobody must be annotated");
        assertThatThrownBy(() -> Access.of(ForEverybody.class))
                .isInstanceOf(IllegalStateException.class);
    }
}
