package dev.hone.launcher.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "watch", description = "Follow a job until it ends; exit 0 if it succeeds.")
final class WatchCommand implements Callable<Integer> {
    private final HoneCommand hone;

    @Parameters(paramLabel = "ID", description = "The job, ftjob-...")
    private String id = "";

    WatchCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var client = hone.client()) {
            return new JobWatch(hone, client).toItsResult(id);
        }
    }
}
