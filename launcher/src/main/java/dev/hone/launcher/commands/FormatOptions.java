package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// How the rows of a file are written, for what is not to be guessed from its bytes. The names are
/// those of the REST API, which knows no others either.
final class FormatOptions {
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd");
    private static final List<String> CONTAINERS =
            List.of("jsonl", "json", "csv", "tsv", "parquet");

    /// What a column can stand for in rows of each shape.
    private static final Map<String, List<String>> MEMBERS = members();

    @Option(
            names = {"--format", "--shape"},
            paramLabel = "SHAPE",
            description = "chat, completion, alpaca, sharegpt, text or preference.")
    private Optional<String> shape = Optional.empty();

    @Option(
            names = "--container",
            paramLabel = "KIND",
            description = "How the rows are kept: jsonl, json, csv, tsv or parquet.")
    private Optional<String> container = Optional.empty();

    @Option(
            names = "--compression",
            paramLabel = "KIND",
            description = "How the file is packed: none, gzip or zstd.")
    private Optional<String> compression = Optional.empty();

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "MEMBER=COLUMN",
            description = "The file's names, e.g. prompt=question,completion=answer.")
    private Map<String, String> columns = new LinkedHashMap<>();

    private static Map<String, List<String>> members() {
        var members = new LinkedHashMap<String, List<String>>();
        members.put("chat", List.of("messages", "tools", "parallel_tool_calls"));
        members.put("completion", List.of("prompt", "completion"));
        members.put("alpaca", List.of("instruction", "input", "output", "system", "history"));
        members.put("sharegpt", List.of("conversations", "system", "tools"));
        members.put("text", List.of("text"));
        members.put(
                "preference",
                List.of(
                        "prompt",
                        "chosen",
                        "rejected",
                        "input",
                        "preferred_output",
                        "non_preferred_output",
                        "tools"));
        return members;
    }

    /// As an upload says it; empty if nothing was said.
    ///
    /// @throws CommandFailure with all that is wrong, before anything is sent
    Optional<ObjectNode> checked() {
        var faults = new ArrayList<String>();
        var said = JsonNodeFactory.instance.objectNode();
        put(said, "shape", "--format", shape, List.copyOf(MEMBERS.keySet()), faults);
        put(said, "container", "--container", container, CONTAINERS, faults);
        put(said, "compression", "--compression", compression, COMPRESSIONS, faults);
        if (!columns.isEmpty()) {
            var known =
                    shape.filter(MEMBERS::containsKey)
                            .map(MEMBERS::get)
                            .orElseGet(FormatOptions::allMembers);
            var mapped = said.putObject("columns");
            columns.forEach((member, column) -> {
                checkColumn(member, column, known, faults);
                mapped.put(member, column);
            });
        }
        if (!faults.isEmpty()) {
            throw CommandFailure.usage(String.join("; ", faults));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private static List<String> allMembers() {
        var all = new TreeSet<String>();
        MEMBERS.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    private static void put(
            ObjectNode said,
            String member,
            String option,
            Optional<String> value,
            List<String> choices,
            List<String> faults) {
        value.ifPresent(given -> {
            if (!choices.contains(given)) {
                faults.add(
                        "%s must be one of %s, was \"%s\""
                                .formatted(option, String.join(", ", choices), given));
            }
            said.put(member, given);
        });
    }

    private static void checkColumn(
            String member, String column, List<String> known, List<String> faults) {
        if (!known.contains(member)) {
            faults.add(
                    "--columns names \"%s\", which rows do not have; what a column can stand for is one of %s"
                            .formatted(member, String.join(", ", known)));
        }
        if (column.isBlank()) {
            faults.add("--columns gives no column for \"%s\"".formatted(member));
        }
    }
}
