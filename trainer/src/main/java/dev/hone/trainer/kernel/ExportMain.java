package dev.hone.trainer.kernel;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `java -cp … dev.hone.trainer.kernel.ExportMain PROGRAM FILE` writes the archive of a program as
/// it is loaded. Exit code 2 means that the command line must be mended.
public final class ExportMain {
    private static final int MEND = 2;

    /// A program's text, and what its module is called in it.
    private record Text(List<String> resources, String module) {}

    private static final Map<String, Text> PROGRAMS =
            new TreeMap<>(
                    Map.of(
                            "decoder", new Text(Decoder.PROGRAM, "Decoder"),
                            "tensors", new Text(Tensors.PROGRAM, "Tensors"),
                            "products", new Text(MatrixProducts.PROGRAM, "Products")));

    private ExportMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            refuse("usage: ExportMain PROGRAM FILE");
            return;
        }
        Text program = PROGRAMS.get(arguments[0]);
        if (program == null) {
            refuse(
                    "the program must be one of %s, was \"%s\""
                            .formatted(String.join(", ", PROGRAMS.keySet()), arguments[0]));
            return;
        }
        byte[] archive = ProgramArchive.of(program.resources(), program.module());
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
