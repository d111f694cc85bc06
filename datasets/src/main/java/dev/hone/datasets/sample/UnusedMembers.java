package dev.hone.datasets.sample;

import dev.hone.datasets.fault.Quote;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Members of a file's rows, or columns of its table, that their shape does not read: told, since
/// nothing of them is learned.
public final class UnusedMembers {
    private static final int SHOWN = 20;

    private final Set<String> names = new LinkedHashSet<>();
    private boolean more;

    public void add(List<String> unused) {
        for (var name : unused) {
            if (names.size() < SHOWN) {
                names.add(name);
            } else {
                more |= !names.contains(name);
            }
        }
    }

    /// @param format as the file was read in the end
    public String message(DatasetFormat format) {
        var shape = format.shape();
        if (shape == null) {
            throw new IllegalStateException("rows that were read have a shape");
        }
        return "rows are read as %s, which does not use: %s%s. Nothing of it is learned; if it is to be, say what is what: %s"
                .formatted(
                        Shapes.name(shape),
                        names.stream().map(Quote::cut).collect(Collectors.joining(", ")),
                        more ? ", …" : "",
                        remedy(shape, format));
    }

    /// A text with one other column is nearly always a question with its answer.
    private String remedy(RowShape shape, DatasetFormat format) {
        return shape == RowShape.TEXT && names.size() == 1
                ? "--columns prompt=%s,completion=%s"
                        .formatted(
                                Quote.cut(format.columns().getOrDefault("text", "text")),
                                Quote.cut(names.iterator().next()))
                : "--columns MEMBER=COLUMN, where the members of %s are %s"
                        .formatted(Shapes.name(shape), String.join(", ", Shapes.members(shape)));
    }
}
