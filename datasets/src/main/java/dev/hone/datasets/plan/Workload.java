package dev.hone.datasets.plan;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.WeightLayout;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.Precision;
import dev.hone.protocol.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What a job comes to, wherever it runs: by arithmetic from the lengths of its rows, its settings
/// and its base.
///
/// @param rows that are trained on
/// @param tokens of these rows, as an epoch sees them
/// @param learned tokens among them
/// @param stepsPerEpoch updates in a pass over the rows
/// @param steps updates in all, unless the validation ends the run before
/// @param trainedTokens tokens of all steps
/// @param paddedTokens the same, as the grids of calls hold them
/// @param work operations of all steps and validations
/// @param answerWork operations of one token of one answer, with or without the adapter
public record Workload(
        int rows,
        long tokens,
        long learned,
        int validationRows,
        long validationTokens,
        int stepsPerEpoch,
        int steps,
        long trainedTokens,
        long paddedTokens,
        double work,
        double answerWork,
        MemoryNeeds memory) {
    /// What decides it, beside the rows.
    ///
    /// @param weightFiles bytes of the files that hold the base's weights
    public record Settings(
            ModelConfig config, long weightFiles, LoraSpec lora, TrainingSpec training) {
        int bytes() {
            return training.precision() == Precision.FP32 ? Float.BYTES : Short.BYTES;
        }

        /// In memory, and as long as they are mapped the files.
        long weights() {
            var layout = WeightLayout.of(config);
            long numbers = layout.stream().mapToLong(WeightLayout.Weight::size).sum();
            long repeated = config.tiedEmbeddings() ? layout.getFirst().size() : 0;
            return (numbers - repeated) * bytes() + weightFiles;
        }
    }

    /// @param training rows of which something is learned; at least one
    public static Workload of(Settings settings, LengthSample training, LengthSample validation) {
        var config = settings.config();
        var spec = settings.training();
        var adapter = AdapterSize.of(config, settings.lora());
        var batching = Batching.of(spec);
        var bins = batching.bins(training.kept());
        var steps = batching.steps(Math.toIntExact(Math.round(training.weight() * bins.size())));
        var work = new Work(config, adapter);
        var epoch = Pass.of(training.kept(), shuffled(bins), batching.batchRows(), work);
        double epochs = (double) steps.total() / steps.perEpoch();
        double seen = epochs * training.weight();
        double validated =
                validations(spec, steps)
                        * validation.weight()
                        * validation(validation.kept(), work);
        return new Workload(
                Math.toIntExact(training.rows()),
                Math.round(training.weight() * training.kept().tokens()),
                Math.round(training.weight() * training.kept().learned()),
                Math.toIntExact(validation.rows()),
                Math.round(validation.weight() * validation.kept().tokens()),
                steps.perEpoch(),
                steps.total(),
                Math.round(seen * training.kept().tokens()),
                Math.round(seen * epoch.padded()),
                seen * epoch.work() + validated,
                work.answer(),
                MemoryNeeds.of(
                        new MemoryNeeds.Model(config, settings.bytes(), settings.weights()),
                        adapter,
                        spec.validation().keepBest(),
                        batching.fullestBatch(training.kept())));
    }

    /// Operations of an evaluation in which every answer is as long as it may be.
    public double evaluationWork(int rows, int maxNewTokens) {
        return 2.0 * rows * maxNewTokens * answerWork;
    }

    /// All batches of an epoch, each dealt to lanes and calls.
    private record Pass(long padded, double work) {
        static Pass of(RowLengths rows, List<int[]> bins, int batchRows, Work work) {
            long padded = 0;
            double operations = 0;
            for (int from = 0; from < bins.size(); from += batchRows) {
                int[] members =
                        bins.subList(from, Math.min(bins.size(), from + batchRows)).stream()
                                .flatMapToInt(Arrays::stream)
                                .toArray();
                var batch = rows.some(members);
                for (List<int[]> lane : Calls.lanes(batch, Calls.MOST_TOKENS)) {
                    for (int[] call : lane) {
                        var shape = batch.shape(call);
                        padded += shape.padded();
                        operations += work.training(shape);
                    }
                }
            }
            return new Pass(padded, operations);
        }
    }

    /// Every epoch has an order of its own; any will do to see how lengths meet in batches.
    private static List<int[]> shuffled(List<int[]> bins) {
        var order = new ArrayList<>(bins);
        Collections.shuffle(order, new Random(1));
        return order;
    }

    private static int validations(TrainingSpec spec, Batching.Steps steps) {
        int every = spec.validation().everySteps();
        return Math.ceilDiv(steps.total(), every > 0 ? every : steps.perEpoch());
    }

    private static double validation(RowLengths rows, Work work) {
        return Calls.of(rows, Calls.MOST_TOKENS).stream()
                .mapToDouble(call -> work.validation(rows.shape(call)))
                .sum();
    }
}
