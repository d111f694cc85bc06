package dev.hone.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One side of the two pipes between a worker and the process of its job: a JSON message a line.
///
/// Native libraries may print to the same pipe. A message therefore begins on a line of its own,
/// and a line that is none is logged.
///
/// @param <I> what is heard
/// @param <O> what is said
public final class JobPipe<I, O> {
    private static final Logger LOG = LoggerFactory.getLogger(JobPipe.class);

    private final BufferedReader in;
    private final OutputStream out;
    private final Class<I> heard;

    public JobPipe(InputStream in, OutputStream out, Class<I> heard) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.heard = heard;
    }

    /// Waits for the next message; empty when the other side is gone.
    public Optional<I> hear() throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            try {
                return Optional.of(Json.WIRE.readValue(line, heard));
            } catch (JsonProcessingException e) {
                LOG.atWarn()
                        .addKeyValue("line", line)
                        .addKeyValue("cause", e.getOriginalMessage())
                        .log("Not a message");
            }
        }
        return Optional.empty();
    }

    /// May be called from several threads.
    ///
    /// @throws IOException when the other side is gone
    public synchronized void say(O message) throws IOException {
        out.write(("\n" + Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
