package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.AdapterTensors;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.model.LoadedBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Asks a model, with or without an adapter: for its loss on rows, for its answers to prompts.
public final class Evaluation {
    /// Prompts answered in one call: enough to fill the core, few enough that a short answer need
    /// not wait long for the others.
    private static final int PROMPTS_AT_ONCE = 64;

    private static final int TOKENS_AT_ONCE = 8192;

    private final Engine engine;
    private final LoadedBase base;
    private final AdapterTensors adapter;
    private final int most;
    private final Runnable called;

    public Evaluation(Engine engine, LoadedBase base, Optional<Adapter> adapter) {
        this(engine, base, adapter, () -> {});
    }

    /// @param called told of each call that the model has answered, on any thread
    public Evaluation(Engine engine, LoadedBase base, Optional<Adapter> adapter, Runnable called) {
        this(engine, base, adapter, OptionalInt.empty(), called);
    }

    /// @param most tokens of a call, where fewer are wanted than are best
    /// @param called told of each call that the model has answered, on any thread
    public Evaluation(
            Engine engine,
            LoadedBase base,
            Optional<Adapter> adapter,
            OptionalInt most,
            Runnable called) {
        this.called = called;
        this.most = most.orElse(Integer.MAX_VALUE);
        this.engine = engine;
        this.base = base;
        this.adapter = adapter.map(Adapter::tensors).orElse(AdapterTensors.NONE);
    }

    /// The mean loss over all learned tokens of the rows.
    public double loss(List<TokenizedSample> rows) {
        List<PackedRows> calls = Shards.calls(rows, Math.min(most, Calls.MOST_TOKENS));
        long learned = calls.stream().mapToLong(PackedRows::learned).sum();
        if (learned == 0) {
            throw new IllegalArgumentException("the rows must have a learned token, have none");
        }
        List<Supplier<Float>> tasks = new ArrayList<>();
        for (PackedRows call : calls) {
            tasks.add(() -> told(engine.decoder().loss(base.model(), adapter, call)));
        }
        return engine.lanes().run(tasks).stream().mapToDouble(Float::doubleValue).sum() / learned;
    }

    /// Greedy answers in the order of the prompts, without the end token.
    ///
    /// @param longest how many tokens an answer may have
    public List<int[]> answers(List<int[]> prompts, Set<Integer> endIds, int longest) {
        int[] order =
                IntStream.range(0, prompts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> prompts.get(i).length))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> batches = batches(prompts, order, longest);
        List<Supplier<List<int[]>>> tasks = new ArrayList<>();
        for (int[] batch : batches) {
            var some = Arrays.stream(batch).mapToObj(prompts::get).toList();
            tasks.add(() ->
                    told(engine.decoder().greedy(base.model(), adapter, some, endIds, longest)));
        }
        var answers = new int[prompts.size()][];
        List<List<int[]>> results = engine.lanes().run(tasks);
        for (int b = 0; b < batches.size(); b++) {
            for (int i = 0; i < batches.get(b).length; i++) {
                answers[batches.get(b)[i]] = results.get(b).get(i);
            }
        }
        return List.of(answers);
    }

    private <T> T told(T answer) {
        called.run();
        return answer;
    }

    /// Indices of prompts of like length.
    private List<int[]> batches(List<int[]> prompts, int[] order, int longest) {
        var batches = new ArrayList<int[]>();
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length
                    && to - from < PROMPTS_AT_ONCE
                    && (to - from + 1) * (prompts.get(order[to]).length + longest)
                            <= Math.min(most, TOKENS_AT_ONCE)) {
                to++;
            }
            batches.add(Arrays.copyOfRange(order, from, to));
            from = to;
        }
        return batches;
    }
}
