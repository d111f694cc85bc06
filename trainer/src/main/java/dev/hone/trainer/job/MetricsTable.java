package dev.hone.trainer.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The result table: one line per optimizer step, empty where nothing was measured. It travels in
/// every checkpoint, so that a resumed run tells of all its steps.
final class MetricsTable {
    static final String FILE = "metrics.csv";
    private static final String HEADER =
            "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy";

    /// @param trainAccuracy share of labelled tokens whose most likely prediction was right
    private record Line(
            @Nullable Double trainLoss,
            @Nullable Double trainAccuracy,
            @Nullable Double validLoss,
            @Nullable Double validAccuracy) {
        static final Line EMPTY = new Line(null, null, null, null);
    }

    private final NavigableMap<Integer, Line> lines = new TreeMap<>();

    void trained(int step, double loss, @Nullable Double accuracy) {
        var line = lines.getOrDefault(step, Line.EMPTY);
        lines.put(step, new Line(loss, accuracy, line.validLoss(), line.validAccuracy()));
    }

    void validated(int step, double loss, @Nullable Double accuracy) {
        var line = lines.getOrDefault(step, Line.EMPTY);
        lines.put(step, new Line(line.trainLoss(), line.trainAccuracy(), loss, accuracy));
    }

    void write(Path file) throws IOException {
        var text = new ArrayList<String>();
        text.add(HEADER);
        lines.forEach((step, line) ->
                text.add(
                        String.join(
                                ",",
                                Integer.toString(step),
                                cell(line.trainLoss()),
                                cell(line.trainAccuracy()),
                                cell(line.validLoss()),
                                cell(line.validAccuracy()))));
        Files.write(file, text);
    }

    /// Begins empty, or with the table of the checkpoint that the run goes on from; a checkpoint
    /// that has none costs only its rows.
    void restart(Optional<Path> checkpoint) throws IOException {
        lines.clear();
        var file = checkpoint.map(directory -> directory.resolve(FILE)).filter(Files::exists);
        if (file.isPresent()) {
            read(file.get());
        }
    }

    /// @throws IOException also when the file is not such a table
    private void read(Path file) throws IOException {
        List<String> text = Files.readAllLines(file);
        if (text.isEmpty() || !text.getFirst().equals(HEADER)) {
            throw new IOException("%s is not a table of metrics".formatted(file.getFileName()));
        }
        for (var row : text.subList(1, text.size())) {
            var cells = row.split(",", -1);
            try {
                lines.put(
                        Integer.parseInt(cells[0]),
                        new Line(
                                number(cells[1]),
                                number(cells[2]),
                                number(cells[3]),
                                number(cells[4])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException("not a row of metrics: \"%s\"".formatted(row), e);
            }
        }
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : Double.toString(value);
    }

    private static @Nullable Double number(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }
}
