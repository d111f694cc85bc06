package dev.hone.trainer.worker;

/// What must be said to the native libraries before the first of their classes is loaded. All are
/// system properties, since a process cannot set its own environment; DJL reads both.
final class NativeLibraries {
    private NativeLibraries() {}

    /// Nothing is loaded by this: libtorch comes with the first job.
    static void configure(WorkerSettings settings) {
        // DJL counts its users by a request to Amazon S3, and fetches natives that it misses.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // The tokenizers' CUDA flavour is a download, and gains nothing.
        System.setProperty("RUST_FLAVOR", "cpu");
        var threads = Integer.toString(settings.threads());
        System.setProperty("ai.djl.pytorch.num_threads", threads);
        // One program runs at a time: threads between operators would only contend.
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        var directory = settings.nativeDir();
        if (directory != null) {
            System.setProperty("ENGINE_CACHE_DIR", directory.toString());
            System.setProperty("DJL_CACHE_DIR", directory.toString());
        }
    }
}
