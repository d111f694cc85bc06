package dev.hone.trainer.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers progress, keeps checkpoints in a directory, and can interrupt.
class RecordingHooks implements RunHooks {
    final List<Progress> progress = new ArrayList<>();
    int pauseAfter = Integer.MAX_VALUE;
    int failAfter = Integer.MAX_VALUE;

    private final Path directory;

    RecordingHooks(Path directory) {
        this.directory = directory.resolve("kept");
    }

    @Override
    public void progressed(Progress now) {
        progress.add(now);
        if (now.step() == failAfter) {
            throw new IllegalStateException("killed");
        }
    }

    @Override
    public Signal signal() {
        return progress.size() == pauseAfter ? Signal.PAUSE : Signal.CONTINUE;
    }

    @Override
    public void save(int step, Map<String, Path> files) throws IOException {
        Files.createDirectories(directory);
        for (var file : files.entrySet()) {
            Path kept = directory.resolve(file.getKey());
            Files.deleteIfExists(kept);
            Files.copy(file.getValue(), kept);
        }
    }

    @Override
    public Optional<Path> latestCheckpoint() {
        return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
    }
}
