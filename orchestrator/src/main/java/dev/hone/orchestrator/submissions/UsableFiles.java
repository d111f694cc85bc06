package dev.hone.orchestrator.submissions;

import dev.hone.datasets.fault.FaultCode;
import dev.hone.orchestrator.datasets.Datasets;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.FileReport;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Purpose;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.RowShape;
import jakarta.enterprise.context.ApplicationScoped;
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

    /// What a file is wanted for, and so which files will do.
    ///
    /// @param refused shapes that its rows may not have
    /// @param sound whether it may not have faults
    record Use(Set<Purpose> purposes, Set<RowShape> refused, boolean sound) {
        /// To train on or to validate with.
        static final Use TRAINING =
                new Use(Set.of(Purpose.FINE_TUNE), Set.of(RowShape.PREFERENCE), true);

        /// To be told what is wrong with it, whatever that is.
        static final Use EXAMINATION =
                new Use(Set.of(Purpose.FINE_TUNE), Set.of(RowShape.PREFERENCE), false);

        /// To be answered after training.
        static final Use EVALUATION =
                new Use(
                        Set.of(Purpose.EVALS, Purpose.FINE_TUNE),
                        Set.of(RowShape.PREFERENCE, RowShape.TEXT),
                        true);

        Use {
            purposes = Set.copyOf(purposes);
            refused = Set.copyOf(refused);
        }
    }

    /// @param param the request's member that names it
    /// @param name id of a file, or a dataset's version
    /// @return null if it will not do, which is among the faults then
    @Nullable DatasetRef find(
            String param, String project, @Nullable String name, Use use, List<Fault> faults) {
        var id = id(param, project, name, faults);
        if (id == null) {
            return null;
        }
        // A text with NUL names nothing, and the database would not even compare it.
        var file = id.indexOf('\0') < 0 ? files.hold(project, id) : Optional.<FileView>empty();
        if (file.isEmpty()) {
            faults.add(new Fault(param, "no file \"%s\"".formatted(id), "file_not_found"));
            return null;
        }
        var fault = fault(param, file.get(), use);
        fault.ifPresent(faults::add);
        return fault.isPresent() ? null : file.get().dataset();
    }

    private @Nullable String id(
            String param, String project, @Nullable String name, List<Fault> faults) {
        if (name == null || name.isBlank()) {
            faults.add(
                    new Fault(
                            param,
                            param + " must be the id of a file, or a version as \"name@3\"",
                            "missing_parameter"));
            return null;
        }
        return name.indexOf('@') < 0 ? name : versionFile(param, project, name, faults);
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

    private static Optional<Fault> fault(String param, FileView file, Use use) {
        if (!use.purposes().contains(file.purpose())) {
            return Optional.of(wrongPurpose(param, file, use));
        }
        var report = file.report();
        if (report == null) {
            return Optional.empty();
        }
        var shape = report.format() == null ? null : report.format().shape();
        if (shape != null && use.refused().contains(shape)) {
            return Optional.of(wrongShape(param, file, shape));
        }
        return use.sound() && !report.isSound()
                ? Optional.of(unsound(param, file, report))
                : Optional.empty();
    }

    private static Fault wrongPurpose(String param, FileView file, Use use) {
        return new Fault(
                param,
                "file \"%s\" must have been uploaded with purpose %s, has \"%s\""
                        .formatted(file.id(), names(use.purposes()), file.purpose().wireName()),
                "wrong_purpose");
    }

    private static Fault wrongShape(String param, FileView file, RowShape shape) {
        return new Fault(
                param,
                "file \"%s\" (%s) has %s".formatted(file.id(), file.filename(), reason(shape)),
                "wrong_shape");
    }

    private static Fault unsound(String param, FileView file, FileReport report) {
        return new Fault(
                param,
                "file \"%s\" (%s) has %d usable rows of %d and %s: %s"
                        .formatted(
                                file.id(),
                                file.filename(),
                                report.usableRows(),
                                report.rows(),
                                faults(report.findingsTotal()),
                                report.faults()),
                report.usableRows() == 0 ? FaultCode.NO_USABLE_ROWS.wireName() : "faulty_rows");
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
