package dev.hone.trainer.worker;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreSettings;
import dev.hone.datasets.store.Stores;
import dev.hone.trainer.kernel.NativeLibraries;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

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
        NativeLibraries.configure(settings.nativeDir());
        try (var store = open(settings.store())) {
            WorkerProcess.run(
                    settings,
                    directory ->
                            new SftRunner(
                                    store,
                                    directory,
                                    settings.threads(),
                                    RandomGenerator.getDefault()));
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
