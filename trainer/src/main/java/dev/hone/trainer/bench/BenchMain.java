package dev.hone.trainer.bench;

import dev.hone.trainer.kernel.NativeLibraries;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Instant;

/// `java -cp … dev.hone.trainer.bench.BenchMain --model DIR …` prints one JSON document. Exit code
/// 2 means that the command line, or the model that it names, must be mended; every line on
/// standard error is then a fault.
public final class BenchMain {
    private static final int MEND = 2;

    private BenchMain() {}

    public static void main(String[] arguments) throws IOException {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        try {
            var settings = BenchSettings.parse(arguments);
            NativeLibraries.configure(settings.nativeDirectory().orElse(null));
            System.out.println(new TrainBench(settings, start).run().json().toPrettyString());
        } catch (BenchFaults | InvalidPathException e) {
            System.err.println(e.getMessage());
            System.exit(MEND);
        }
    }
}
