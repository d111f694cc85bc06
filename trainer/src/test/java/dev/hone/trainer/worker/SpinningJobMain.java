package dev.hone.trainer.worker;

import java.io.IOException;
import java.time.Duration;

/// A job's process that trains nothing, and starts quickly. With the argument `living` it is slow
/// and shows that it gets on, and ends; else it spins without end after its second step.
final class SpinningJobMain {
    static final Duration SLOW = Duration.ofSeconds(14);

    private SpinningJobMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var _ = System.in.read();
        say("{'type':'progressed','step':2,'totalSteps':40}");
        say("{'type':'pulse','phase':'TRAINING'}");
        if (!arguments[0].equals("living")) {
            spin();
        }
        for (long from = System.nanoTime(); System.nanoTime() - from < SLOW.toNanos(); ) {
            Thread.sleep(200);
            say("{'type':'pulse','phase':'TRAINING'}");
        }
        say("{'type':'ended','outcome':{'type':'stopped','directive':'CONTINUE','step':2}}");
    }

    private static void say(String message) {
        System.out.println(message.replace('\'', '"'));
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
