package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What kind of adapter is trained, beside rank and alpha.
final class LoraOptions {
    @Option(
            names = "--target-modules",
            split = ",",
            paramLabel = "NAME",
            description = "Linear layers that get an adapter, e.g. q_proj,v_proj.")
    private List<String> targetModules = List.of();

    @Option(names = "--dropout", paramLabel = "P", description = "Of the adapters' inputs.")
    private Optional<Double> dropout = Optional.empty();

    @Option(names = "--rslora", description = "Scale by alpha / sqrt(rank).")
    private boolean rslora;

    @Option(names = "--dora", description = "Train magnitudes too (DoRA).")
    private boolean dora;

    @Option(
            names = "--rank-pattern",
            paramLabel = "EXPRESSION=N",
            description = "Another rank for modules whose name matches.")
    private Map<String, Integer> rankPattern = new LinkedHashMap<>();

    @Option(
            names = "--alpha-pattern",
            paramLabel = "EXPRESSION=X",
            description = "Another alpha for modules whose name matches.")
    private Map<String, Double> alphaPattern = new LinkedHashMap<>();

    void putInto(ObjectNode numbers) {
        if (!targetModules.isEmpty()) {
            var names = numbers.putArray("target_modules");
            targetModules.forEach(names::add);
        }
        dropout.ifPresent(value -> numbers.put("lora_dropout", value));
        if (rslora) {
            numbers.put("use_rslora", true);
        }
        if (dora) {
            numbers.put("use_dora", true);
        }
        if (!rankPattern.isEmpty()) {
            var ranks = numbers.putObject("rank_pattern");
            rankPattern.forEach(ranks::put);
        }
        if (!alphaPattern.isEmpty()) {
            var alphas = numbers.putObject("alpha_pattern");
            alphaPattern.forEach(alphas::put);
        }
    }
}
