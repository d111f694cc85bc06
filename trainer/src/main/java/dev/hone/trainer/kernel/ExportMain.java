package dev.hone.trainer.kernel;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/// `java -cp … dev.hone.trainer.kernel.ExportMain PROGRAM FILE` writes the archive of a program as
/// it is loaded. Exit code 2 means that the command line must be mended.
public final class ExportMain {
    private static final int MEND = 2;

    /// Each program's text, and what its module is called in it.
    private static final Map<String, String> MODULES =
            new TreeMap<>(Map.of("llama", "Llama", "tensors", "Tensors", "products", "Products"));

    private ExportMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            refuse("usage: ExportMain PROGRAM FILE");
            return;
        }
        String module = MODULES.get(arguments[0]);
        if (module == null) {
            refuse(
                    "the program must be one of %s, was \"%s\""
                            .formatted(String.join(", ", MODULES.keySet()), arguments[0]));
            return;
        }
        byte[] archive = ProgramArchive.of(arguments[0] + ".torchscript", module);
        try {
            Files.write(Path.of(arguments[1]), archive, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            refuse("%s exists already; name a new file".formatted(e.getFile()));
        } catch (FileSystemException e) {
            refuse("%s cannot be written: %s".formatted(arguments[1], e));
        }
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(MEND);
    }
}
