package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which workers may take a job, and how soon.
final class PlaceOptions {
    @Option(names = "--pool", paramLabel = "NAME", description = "Workers that may take the job.")
    private Optional<String> pool = Optional.empty();

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Below zero: others go first; above: before others.")
    private Optional<Integer> priority = Optional.empty();

    @Option(
            names = "--worker-labels",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "What the worker must have, such as region=eu or device=cuda.")
    private Map<String, String> labels = Map.of();

    void putInto(ObjectNode request) {
        pool.ifPresent(name -> request.withObject("/x_hone").put("pool", name));
        priority.ifPresent(number -> request.withObject("/x_hone").put("priority", number));
        labels.forEach(
                (name, value) -> request.withObject("/x_hone/worker_labels").put(name, value));
    }
}
