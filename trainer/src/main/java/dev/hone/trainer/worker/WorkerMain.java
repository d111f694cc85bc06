package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
            var settings = WorkerSettings.read(Path.of(arguments[0]));
            NativeLibraries.configure(settings);
            WorkerProcess.run(
                    settings,
                    _ ->
                            _ -> {
                                throw new IllegalStateException("no runner yet");
                            });
        } catch (NoSuchFileException e) {
            refuse("there is no file %s".formatted(e.getFile()));
        } catch (FileSystemException | InvalidPathException | SettingsFaults e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(MEND_SETTINGS);
    }
}
