package dev.hone.api.models;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// An upload of many files, laid out as the directory they came from. It is gone when closed.
record SpooledDirectory(Path path) implements AutoCloseable {
    /// Names of plain characters, none of them hidden, at most four directories deep.
    private static final Pattern SAFE =
            Pattern.compile(
                    "(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}/){0,4}[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /// @throws ApiException naming every part that cannot be a file of a directory
    static SpooledDirectory of(@Nullable String name, List<FileUpload> files) throws IOException {
        refuseFaults(name, files);
        // Beside the uploads, so that moving them copies nothing.
        var root =
                Files.createTempDirectory(
                        files.getFirst().uploadedFile().toAbsolutePath().getParent(), "import-");
        var spooled = new SpooledDirectory(root);
        try {
            for (var file : files) {
                var target = root.resolve(file.fileName());
                Files.createDirectories(target.getParent());
                Files.move(file.uploadedFile(), target);
            }
            return spooled;
        } catch (FileAlreadyExistsException conflict) {
            spooled.close();
            throw ApiException.invalid(
                    "file",
                    "invalid_path",
                    "A file and a directory cannot have the same path, as in "
                            + root.relativize(Path.of(conflict.getFile())));
        } catch (IOException failed) {
            spooled.close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        try (var tree = Files.walk(path)) {
            tree.sorted(Comparator.reverseOrder()).forEach(SpooledDirectory::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void refuseFaults(@Nullable String name, List<FileUpload> files) {
        var faults = new ArrayList<Fault>();
        if (name == null || name.isBlank()) {
            faults.add(
                    new Fault(
                            "name",
                            "The form must have a field \"name\"",
                            "missing_required_parameter"));
        }
        if (files.isEmpty()) {
            faults.add(
                    new Fault(
                            "file",
                            "The form must have one file part per file of the model",
                            "missing_required_parameter"));
        }
        var seen = new HashSet<String>();
        for (var file : files) {
            if (!SAFE.matcher(file.fileName()).matches()) {
                faults.add(
                        new Fault(
                                "file",
                                "A part's filename must be a relative path of letters, digits, '.',"
                                        + " '_' and '-', was \"%s\"".formatted(file.fileName()),
                                "invalid_path"));
            } else if (!seen.add(file.fileName())) {
                faults.add(
                        new Fault(
                                "file",
                                "\"%s\" came twice".formatted(file.fileName()),
                                "duplicate_path"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
    }
}
