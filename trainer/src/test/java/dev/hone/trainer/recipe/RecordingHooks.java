package dev.hone.trainer.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Remembers progress, keeps checkpoints in a directory, and can interrupt.
class RecordingHooks implements RunHooks {
    final List<Progress> progress = new ArrayList<>();
    final SortedMap<Integer, Double> validations = new TreeMap<>();
    final List<String> notes = new ArrayList<>();
    final List<Work> work = Collections.synchronizedList(new ArrayList<>());
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
    public void getsOn(Work now) {
        work.add(now);
    }

    @Override
    public Signal signal() {
        return progress.size() == pauseAfter ? Signal.PAUSE : Signal.CONTINUE;
    }

    @Override
    public void validated(int step, double loss) {
        validations.put(step, loss);
    }

    @Override
    public void noted(String message) {
        notes.add(message);
    }

    @Override
    public void save(int step, Snapshot snapshot) throws IOException {
        snapshot.write(Files.createDirectories(directory));
    }

    @Override
    public Optional<Path> latestCheckpoint() {
        return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
    }
}
