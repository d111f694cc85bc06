package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.TrainerTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "kernels", description = "The mathematics of training, as programs.")
final class KernelsCommand implements Callable<Integer> {
    private static final String MAIN = "dev.hone.trainer.kernel.ExportMain";

    private final HoneCommand hone;

    @Spec private CommandSpec spec = CommandSpec.create();

    KernelsCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: kernels export FILE");
    }

    @Command(
            name = "export",
            description = "Write a program as the TorchScript archive that training loads.")
    int export(
            @Parameters(paramLabel = "FILE", description = "torch.jit.load reads it.") Path file,
            @Option(
                            names = "--program",
                            paramLabel = "NAME",
                            defaultValue = "decoder",
                            description = "decoder (default), tensors or products.")
                    String program)
            throws IOException, LaunchException {
        var target = file.toAbsolutePath().normalize();
        new TrainerCall(new TrainerTool(hone.surroundings().installation()))
                .output(MAIN, List.of(program, target.toString()));
        long bytes = Files.size(target);
        hone.document(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("program", program)
                        .put("file", target.toString())
                        .put("bytes", bytes));
        hone.people().line("wrote %s, %d bytes".formatted(target, bytes));
        return ExitCode.OK;
    }
}
