package dev.hone.orchestrator.bases;

import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A directory that holds a base model we can train on.
///
/// @param paths its files, which the digest covers
record Inspected(
        String digest,
        int contextLength,
        int hiddenSize,
        LinearLayers linearLayers,
        List<String> paths) {

    /// Refuses a directory that is not whole, with everything that is wrong.
    static Inspected of(Path directory) throws IOException {
        return switch (BaseDirectory.inspect(directory)) {
            case BaseInspection.Sound(BaseDirectory base) ->
                    new Inspected(
                            base.digest(),
                            base.config().maxPositions(),
                            base.config().hidden(),
                            LinearLayers.of(base.config()),
                            paths(directory));
            case BaseInspection.Faulty(List<String> faults) ->
                    throw new ApiException(
                            new ApiError.Invalid(
                                    faults.stream()
                                            .map(fault -> new Fault("files", fault, "unfit_base"))
                                            .toList()));
        };
    }

    private static List<String> paths(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
