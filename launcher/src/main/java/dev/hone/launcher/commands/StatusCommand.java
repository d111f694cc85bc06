package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.platform.PlatformState;
import dev.hone.launcher.terminal.Table;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Say whether the platform answers and what runs.")
final class StatusCommand implements Callable<Integer> {
    private final HoneCommand hone;

    StatusCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        try (var client = hone.client()) {
            client.get("/v1/models?limit=1"); // proves address and key
            var parts = new TreeMap<String, Long>();
            PlatformState.read(hone.dataDirectory())
                    .filter(state -> state.url().equals(client.url()))
                    .ifPresent(state ->
                            state.parts().forEach((name, child) -> parts.put(name, child.pid())));
            var document = JsonNodeFactory.instance.objectNode().put("url", client.url());
            document.put("status", "ready");
            var pids = document.putObject("parts");
            parts.forEach(pids::put);
            hone.document(document);
            if (!hone.json()) {
                var table = new Table("HONE", client.url() + "  ready");
                parts.forEach((name, pid) -> table.row(name, "pid " + pid));
                table.print(hone.people());
            }
            return ExitCode.OK;
        }
    }
}
