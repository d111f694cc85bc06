package dev.hone.datasets.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Who started this process. It tells the task through standard input, so that no secret stands in
/// a command line, and leaves that open; messages to it are lines of JSON on standard output. This
/// process never outlives it: when its standard input closes, it ends.
public final class Parent {
    private static final int ORPHANED = 70;

    private final ObjectMapper json;
    private final BufferedReader in;
    private final OutputStream out;

    private Parent(ObjectMapper json, BufferedReader in, OutputStream out) {
        this.json = json;
        this.in = in;
        this.out = out;
    }

    /// From here on, standard output is for messages only.
    public static Parent meet(ObjectMapper json) {
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Parent(json, in, out);
    }

    /// The one thing that it says.
    public <T> T task(Class<T> type) throws IOException {
        var task = json.readValue(in.readLine(), type);
        Thread.ofPlatform().daemon().name("end of input").start(this::endWithInput);
        return task;
    }

    public void tell(Object message) throws IOException {
        out.write((json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void endWithInput() {
        try {
            while (in.readLine() != null) {
                // Nothing more is said than the task.
            }
        } catch (IOException _) {
            // The other side is gone either way.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
