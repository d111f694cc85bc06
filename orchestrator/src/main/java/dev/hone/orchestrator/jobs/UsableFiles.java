package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Purpose;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.RowShape;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the files that a request names, and refuses those that cannot be trained on: better now
/// than on a worker.
@ApplicationScoped
class UsableFiles {
    private final Files files;
    private final Datasets datasets;

    UsableFiles(Files files, Datasets datasets) {
        this.files = files;
        this.datasets = datasets;
    }

    /// A file to train on or to validate with.
    @Nullable DatasetRef training(
            String param, String project, @Nullable String id, List<Fault> faults) {
        return find(
                param,
                project,
                id,
                Set.of(Purpose.FINE_TUNE),
                EnumSet.of(RowShape.PREFERENCE),
                true,
                faults);
    }

    /// A file of which a preflight is to say what is wrong, whatever that is.
    @Nullable DatasetRef examined(
            String param, String project, @Nullable String id, List<Fault> faults) {
        return find(
                param,
                project,
                id,
                Set.of(Purpose.FINE_TUNE),
                EnumSet.of(RowShape.PREFERENCE),
                false,
                faults);
    }

    /// A file to answer after training.
    @Nullable DatasetRef evaluation(
            String param, String project, @Nullable String id, List<Fault> faults) {
        return find(
                param,
                project,
                id,
                Set.of(Purpose.EVALS, Purpose.FINE_TUNE),
                EnumSet.of(RowShape.PREFERENCE, RowShape.TEXT),
                true,
                faults);
    }

    private @Nullable DatasetRef find(
            String param,
            String project,
            @Nullable String name,
            Set<Purpose> purposes,
            Set<RowShape> refused,
            boolean sound,
            List<Fault> faults) {
        if (name == null || name.isBlank()) {
            faults.add(
                    new Fault(
                            param,
                            param + " must be the id of a file, or a version as \"name@3\"",
                            "missing_parameter"));
            return null;
        }
        var id = name.indexOf('@') < 0 ? name : versionFile(param, project, name, faults);
        if (id == null) {
            return null;
        }
        // A text with NUL names nothing, and the database would not even compare it.
        var file = id.indexOf('\0') < 0 ? files.hold(project, id) : Optional.<FileView>empty();
        if (file.isEmpty()) {
            faults.add(new Fault(param, "no file \"%s\"".formatted(id), "file_not_found"));
            return null;
        }
        return usable(param, file.get(), purposes, refused, sound, faults)
                ? file.get().dataset()
                : null;
    }

    /// The file of a dataset's version.
    private @Nullable String versionFile(
            String param, String project, String name, List<Fault> faults) {
        try {
            return datasets.fileOf(project, name);
        } catch (ApiException refused) {
            faults.add(new Fault(param, refused.error().message(), refused.error().code()));
            return null;
        }
    }

    private static boolean usable(
            String param,
            FileView file,
            Set<Purpose> purposes,
            Set<RowShape> refused,
            boolean sound,
            List<Fault> faults) {
        if (!purposes.contains(file.purpose())) {
            faults.add(
                    new Fault(
                            param,
                            "file \"%s\" must have been uploaded with purpose %s, has \"%s\""
                                    .formatted(
                                            file.id(), names(purposes), file.purpose().wireName()),
                            "wrong_purpose"));
            return false;
        }
        var report = file.report();
        if (report == null) {
            return true;
        }
        var shape = report.format() == null ? null : report.format().shape();
        if (shape != null && refused.contains(shape)) {
            faults.add(
                    new Fault(
                            param,
                            "file \"%s\" (%s) has %s"
                                    .formatted(file.id(), file.filename(), reason(shape)),
                            "wrong_shape"));
            return false;
        }
        if (report.isSound() || !sound) {
            return true;
        }
        faults.add(
                new Fault(
                        param,
                        "file \"%s\" (%s) has %d usable rows of %d and %s: %s"
                                .formatted(
                                        file.id(),
                                        file.filename(),
                                        report.usableRows(),
                                        report.rows(),
                                        faults(report.findingsTotal()),
                                        report.faults()),
                        report.usableRows() == 0 ? "no_usable_rows" : "faulty_rows"));
        return false;
    }

    private static String reason(RowShape shape) {
        return switch (shape) {
            case PREFERENCE ->
                    "rows of preferences: a better and a worse answer, but not one to learn."
                            + " Supervised training takes chat, completion, alpaca, sharegpt or text";
            case TEXT -> "rows of plain text, which ask nothing that could be answered";
            case CHAT, COMPLETION, ALPACA, SHAREGPT ->
                    throw new IllegalStateException(shape + " is never refused");
        };
    }

    private static String faults(long count) {
        return count == 1 ? "1 fault" : count + " faults";
    }

    private static String names(Set<Purpose> purposes) {
        return purposes.stream()
                .map(purpose -> "\"%s\"".formatted(purpose.wireName()))
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
