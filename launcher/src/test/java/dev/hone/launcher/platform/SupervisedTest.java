package dev.hone.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    private static final int REMINDERS = 2;

    @TempDir Path directory;

    @Test
    void aPartThatIsSlowToBeReadyShowsWhatItWaitsFor() throws Exception {
        var reminders = new CountDownLatch(REMINDERS);
        var waits = new WaitingPart(reminders);
        try (var data = DataDirectory.open(directory, 0)) {
            var log = data.log(waits.name());
            var supervised =
                    new Supervised(
                            waits,
                            data,
                            event -> {
                                if (event instanceof PlatformEvent.StillStarting still
                                        && still.log().equals(log)
                                        && still.lastLines()
                                                .equals(List.of("the database does not answer"))) {
                                    reminders.countDown();
                                }
                            },
                            new Unobserved());

            supervised.start(); // returns when the part is ready: after two right reminders

            assertThat(reminders.getCount()).isZero();
            supervised.stop();
        }
    }

    /// Is ready when people were told often enough that it is not.
    private record WaitingPart(CountDownLatch reminders) implements Part {
        @Override
        public PartName name() {
            return PartName.CONTROL_PLANE;
        }

        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public void prepare() {}

        @Override
        public List<String> command() {
            return List.of("sh", "-c", "echo begun; echo the database does not answer; sleep 60");
        }

        @Override
        public boolean ready(ProcessHandle process) {
            return reminders.getCount() == 0;
        }

        @Override
        public Duration usuallyReadyWithin() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration readyWithin() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration stopWithin() {
            return Duration.ofSeconds(5);
        }
    }

    private static final class Unobserved implements Supervised.Observer {
        @Override
        public void running(PartName part, ProcessHandle process) {}

        @Override
        public void gaveUp(PartName part) {}
    }
}
