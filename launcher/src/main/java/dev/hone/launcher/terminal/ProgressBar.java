package dev.hone.launcher.terminal;

import java.time.Duration;
import java.util.Locale;

/// Progress of a training: a bar that is drawn over and over, or plain lines where that is no use.
public final class ProgressBar {
    private static final int CELLS = 24;
    private static final int PLAIN_EVERY_PERCENT = 10;
    private static final String[] PARTIAL = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private final Terminal terminal;
    private int lastPlainPercent = -PLAIN_EVERY_PERCENT;

    public ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param tokensPerSecond not finite while unknown; so are the other two
    public record Progress(
            int step, int totalSteps, double loss, double tokensPerSecond, double secondsLeft) {
        int percent() {
            return totalSteps == 0 ? 0 : (int) (100L * step / totalSteps);
        }
    }

    /// @param last whether the bar stays on the screen as it is now
    public void show(Progress progress, boolean last) {
        if (terminal.interactive()) {
            var line =
                    "  %s %s  %s"
                            .formatted(
                                    terminal.cyan(bar(progress.step(), progress.totalSteps())),
                                    terminal.bold("%3d%%".formatted(progress.percent())),
                                    terminal.dim(details(progress)));
            if (last) {
                terminal.line(line);
            } else {
                terminal.overwrite(line);
            }
            return;
        }
        var percent = progress.percent();
        if (percent >= lastPlainPercent + PLAIN_EVERY_PERCENT
                || (percent == 100 && lastPlainPercent < 100)) {
            lastPlainPercent = percent - percent % PLAIN_EVERY_PERCENT;
            terminal.line("  %3d%%  %s".formatted(percent, details(progress)));
        }
    }

    static String bar(long done, long whole) {
        var eighths = whole == 0 ? 0 : (int) (8.0 * CELLS * done / whole);
        var filled = "█".repeat(eighths / 8) + PARTIAL[eighths % 8];
        return filled + "░".repeat(CELLS - filled.length());
    }

    private static String details(Progress progress) {
        var text = new StringBuilder("step " + progress.step() + "/" + progress.totalSteps());
        if (Double.isFinite(progress.loss())) {
            text.append(String.format(Locale.ROOT, "  loss %.3f", progress.loss()));
        }
        if (Double.isFinite(progress.tokensPerSecond())) {
            text.append(String.format(Locale.ROOT, "  %,.0f tokens/s", progress.tokensPerSecond()));
        }
        if (Double.isFinite(progress.secondsLeft()) && progress.step() < progress.totalSteps()) {
            text.append("  ")
                    .append(Text.duration(Duration.ofSeconds(Math.round(progress.secondsLeft()))))
                    .append(" left");
        }
        return text.toString();
    }
}
