package dev.hone.trainer.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A checkpoint that is not written yet.
public interface Snapshot {
    /// Writes its files into a directory that exists, over those of an earlier one.
    ///
    /// @return where each file lies, by its name in the checkpoint
    Map<String, Path> write(Path directory) throws IOException;
}
