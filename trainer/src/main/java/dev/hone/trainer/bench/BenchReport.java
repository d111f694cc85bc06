package dev.hone.trainer.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.plan.MemoryPlan;
import java.util.Locale;
import java.util.OptionalLong;

/// What was measured, as one JSON document. Times are seconds, sizes bytes.
///
/// @param device that trained
/// @param tokens of one step, without padding
/// @param labelled tokens of one step that are learned
/// @param stepSeconds of each timed step: rows to calls, gradients, sum over lanes, optimizer
/// @param productSeconds of the matrix products of one step, alone
/// @param share of the products' time in the time of the step just before them
/// @param processorShare the same in processor time, which others on the machine disturb less
/// @param peak most memory of the process, resident or on the GPU, after warming up, before the
///   products
/// @param plan what the run predicted of it
/// @param weights of it, the base model's
/// @param load from process start until the weights are there
/// @param firstStep from process start until the first step is done
record BenchReport(
        BenchSettings settings,
        String device,
        long tokens,
        long labelled,
        Spread stepSeconds,
        Spread productSeconds,
        Spread share,
        Spread processorShare,
        OptionalLong peak,
        MemoryPlan plan,
        long weights,
        double load,
        double firstStep) {
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", settings.model().toString())
                .put("batch", settings.batch())
                .put("length", settings.length())
                .put("rank", settings.rank())
                .put("dropout", settings.dropout())
                .put("dora", settings.magnitudes())
                .put("dtype", settings.typeName())
                .put("device", device)
                .put("threads", settings.threads())
                .put("steps", settings.steps())
                .put("warm_up_steps", TrainBench.WARM_UP)
                .put("tokens_per_step", tokens)
                .put("labelled_tokens_per_step", labelled);
        rate(json, "tokens_per_second", tokens);
        rate(json, "labelled_tokens_per_second", labelled);
        put(json, "step_seconds", stepSeconds);
        put(json, "products_seconds", productSeconds);
        put(json, "share_of_products", share);
        put(json, "share_of_products_in_processor_time", processorShare);
        peak.ifPresentOrElse(
                bytes -> json.put("peak_bytes", bytes), () -> json.putNull("peak_bytes"));
        json.putObject("predicted_bytes")
                .put("weights", plan.weights())
                .put("adapter", plan.adapter())
                .put("calls", plan.calls())
                .put("process", plan.process());
        json.put("predicted_peak_bytes", plan.peak())
                .put("tokens_of_largest_call", plan.largestCall())
                .put("activations", plan.activations().name().toLowerCase(Locale.ROOT))
                .put("weights_bytes", weights)
                .put("load_seconds", load)
                .put("first_step_seconds", firstStep);
        return json;
    }

    private void rate(ObjectNode json, String name, long amount) {
        put(
                json,
                name,
                new Spread(
                        amount / stepSeconds.median(),
                        amount / stepSeconds.highest(),
                        amount / stepSeconds.lowest()));
    }

    private static void put(ObjectNode json, String name, Spread spread) {
        json.putObject(name)
                .put("median", spread.median())
                .put("min", spread.lowest())
                .put("max", spread.highest());
    }
}
