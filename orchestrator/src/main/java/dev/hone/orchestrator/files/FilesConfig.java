package dev.hone.orchestrator.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Limits of files, `hone.files.*`.
@ConfigMapping(prefix = "hone.files")
public interface FilesConfig {
    /// Bytes of files that a project may have, unless its row says otherwise
    /// (`projects.file_bytes_limit`). Some thousand usual datasets, and less than a usual disk.
    @WithDefault("100G")
    MemorySize quota();
}
