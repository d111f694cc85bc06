package dev.hone.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlatformStateTest {
    private final ProcessHandle here = ProcessHandle.current();
    private final Instant started = here.info().startInstant().orElseThrow();

    @Test
    void aProcessIsFoundThoughItsStartIsToldASecondApart() {
        assertThat(new PlatformState.Child(here.pid(), started.plusSeconds(1)).find())
                .contains(here);
        assertThat(new PlatformState.Child(here.pid(), started.minusSeconds(1)).find())
                .contains(here);
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherProcess() {
        assertThat(new PlatformState.Child(here.pid(), started.minusSeconds(60)).find()).isEmpty();
    }
}
