package dev.hone.launcher.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Stop a job; the same as jobs cancel.")
final class CancelCommand implements Callable<Integer> {
    private final HoneCommand hone;

    @Parameters(paramLabel = "ID", description = "The job, ftjob-...")
    private String id = "";

    CancelCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return new JobsCommand(hone).cancel(id);
    }
}
