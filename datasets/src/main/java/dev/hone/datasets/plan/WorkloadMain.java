package dev.hone.datasets.plan;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.child.Parent;
import dev.hone.datasets.store.Stores;
import java.io.IOException;

/// `java -cp … dev.hone.datasets.plan.WorkloadMain`: tokenises the rows of one job, and says what
/// the job comes to. The tokenizer's native library lives and dies here.
public final class WorkloadMain {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .findAndAddModules()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private WorkloadMain() {}

    public static void main(String[] arguments) throws IOException {
        var parent = Parent.meet(JSON);
        var task = parent.task(WorkloadTask.class);
        try (var store = Stores.open(task.store())) {
            parent.tell(new JobRows(store, task.spec()).answer());
        }
        Runtime.getRuntime().halt(0); // native threads have nothing left to do
    }
}
