package dev.hone.orchestrator.datasets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a file of a job comes from.
///
/// @param file its id
/// @param versions that held its bytes, or those of the file it was split from: `tickets@3`
/// @param split null for a whole file
public record Origin(String file, List<String> versions, @Nullable Side split) {
    public Origin {
        versions = List.copyOf(versions);
    }

    /// One side of a split.
    ///
    /// @param of id of the file that was split
    /// @param validation share that the validation file was to have
    /// @param part `training` or `validation`
    public record Side(String of, double validation, long seed, String part) {}
}
