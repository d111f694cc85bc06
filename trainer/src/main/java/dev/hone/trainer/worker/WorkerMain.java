package dev.hone.trainer.worker;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreSettings;
import dev.hone.datasets.store.Stores;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// `java -cp … dev.hone.trainer.worker.WorkerMain worker.properties`: one worker, until it is told
/// to end. Exit code 2 means that the settings must be mended first.
public final class WorkerMain {
    private static final int MEND_SETTINGS = 2;

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            refuse("usage: WorkerMain <worker.properties>");
            return;
        }
        try {
            run(WorkerSettings.read(Path.of(arguments[0])));
        } catch (NoSuchFileException e) {
            refuse("there is no file %s".formatted(e.getFile()));
        } catch (FileSystemException | InvalidPathException | SettingsFaults e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void run(WorkerSettings settings) throws IOException {
        try (var _ = open(settings.store())) { // a wrong one is said now, not by the first job
            WorkerProcess.run(settings, new ProcessRunner(settings));
        }
    }

    private static ObjectStore open(StoreSettings settings) throws IOException {
        try {
            return Stores.open(settings);
        } catch (IllegalArgumentException e) {
            throw new SettingsFaults("store.url", List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(MEND_SETTINGS);
    }
}
