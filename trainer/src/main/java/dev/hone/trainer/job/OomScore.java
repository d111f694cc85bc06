package dev.hone.trainer.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the Linux kernel which process to end when memory runs out: the one that took it, and not
/// its worker or a database beside it.
final class OomScore {
    private static final Logger LOG = LoggerFactory.getLogger(OomScore.class);
    private static final Path OWN = Path.of("/proc/self/oom_score_adj");

    /// Half of the scale from 0 to 1000: before everything that is not marked.
    private static final String EARLY = "500";

    private OomScore() {}

    static void raise() {
        try {
            Files.writeString(OWN, EARLY);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("OOM score not set");
        }
    }
}
