package dev.hone.launcher.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress of bytes on their way: how many, how fast, how long still. Only a terminal shows it.
public final class TransferBar {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final Terminal terminal;
    private final long whole;
    private final LongSupplier nanos;
    private final long begun;
    private long lastDrawn;
    private long skipped;

    public TransferBar(Terminal terminal, long whole) {
        this(terminal, whole, System::nanoTime);
    }

    TransferBar(Terminal terminal, long whole, LongSupplier nanos) {
        this.terminal = terminal;
        this.whole = whole;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.lastDrawn = begun - REDRAW_NANOS;
    }

    /// Bytes that were there already, and say nothing of the speed.
    public void skip(long bytes) {
        skipped += bytes;
    }

    /// @param done bytes that are there, the skipped ones included
    public synchronized void show(long done) {
        var now = nanos.getAsLong();
        if (!terminal.interactive() || (now - lastDrawn < REDRAW_NANOS && done < whole)) {
            return;
        }
        lastDrawn = now;
        var shown = Math.min(done, whole);
        terminal.overwrite(
                "  %s %s  %s"
                        .formatted(
                                terminal.cyan(ProgressBar.bar(shown, whole)),
                                terminal.bold("%3d%%".formatted(100 * shown / whole)),
                                terminal.dim(details(shown, (now - begun) / 1e9))));
    }

    private String details(long done, double seconds) {
        var text = new StringBuilder(Text.bytes(done) + " of " + Text.bytes(whole));
        var rate = (done - skipped) / Math.max(seconds, 1e-3);
        if (seconds >= 1 && rate > 0) {
            text.append(String.format(Locale.ROOT, "  %s/s", Text.bytes((long) rate)));
            if (done < whole) {
                var left = Duration.ofSeconds((long) Math.ceil((whole - done) / rate));
                text.append("  ").append(Text.duration(left)).append(" left");
            }
        }
        return done < whole ? text.toString() : text + "  checking rows";
    }
}
