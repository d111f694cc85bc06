package dev.hone.trainer.kernel;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What must be said to the native libraries before the first of their classes is loaded. All are
/// system properties, since a process cannot set its own environment; DJL reads both.
public final class NativeLibraries {
    private NativeLibraries() {}

    /// Nothing is loaded by this: libtorch comes with the first engine.
    ///
    /// @param directory where they are unpacked, DJL's own cache if null
    public static void configure(@Nullable Path directory) {
        // DJL counts its users by a request to Amazon S3, and fetches natives that it misses.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // The tokenizers' CUDA flavour is a download, and gains nothing.
        System.setProperty("RUST_FLAVOR", "cpu");
        // The training runs as many lanes as it may use threads, each of one core; threads inside
        // or between operators would only contend with them.
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        // Every batch has its own shapes: programs run as written.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        if (directory != null) {
            System.setProperty("ENGINE_CACHE_DIR", directory.toString());
            System.setProperty("DJL_CACHE_DIR", directory.toString());
        }
    }
}
