package dev.hone.datasets.plan;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.store.Stores;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// `java -cp … dev.hone.datasets.plan.WorkloadMain`: tokenises the rows of one job, told through
/// standard input so that no secret stands in a command line, and says what the job comes to. The
/// tokenizer's native library lives and dies here; when the input closes, so does this process.
public final class WorkloadMain {
    private static final int ORPHANED = 70;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .findAndAddModules()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private WorkloadMain() {}

    public static void main(String[] arguments) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // standard output is for the answer only
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var task = JSON.readValue(in.readLine(), WorkloadTask.class);
        Thread.ofPlatform().daemon().name("end of input").start(() -> endWith(in));
        try (var store = Stores.open(task.store())) {
            out.write(JSON.writeValueAsBytes(new JobRows(store, task.spec()).answer()));
            out.flush();
        }
        Runtime.getRuntime().halt(0); // native threads have nothing left to do
    }

    private static void endWith(BufferedReader in) {
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
