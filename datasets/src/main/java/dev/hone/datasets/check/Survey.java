package dev.hone.datasets.check;

import dev.hone.datasets.privacy.SensitiveText;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.UnusedMembers;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks through the rows that can be used for what their author may not want, in bounded memory.
final class Survey {
    static final int SHOWN_LINES = 10;

    /// 64 MiB; a row that repeats one of these is found wherever it stands.
    private static final int MOST_ROWS = 1 << 21;

    private final RowTable rows;
    private final UnusedMembers unused = new UnusedMembers();
    private final Map<WarningCode, Count> counts = new EnumMap<>(WarningCode.class);

    private static final class Count {
        private final List<Long> firstLines = new ArrayList<>();
        private long rows;
    }

    Survey() {
        this(MOST_ROWS);
    }

    /// @param mostRows that are compared with each other
    Survey(int mostRows) {
        rows = new RowTable(mostRows);
    }

    void take(Row.Usable row) {
        unused.add(row.unused());
        long line = row.line();
        for (WarningCode code : codes(row)) {
            var count = counts.computeIfAbsent(code, _ -> new Count());
            count.rows++;
            if (count.firstLines.size() < SHOWN_LINES) {
                count.firstLines.add(line);
            }
        }
    }

    /// In the order of their codes.
    ///
    /// @param format as the file was read
    List<Warning> warnings(DatasetFormat format) {
        return counts.entrySet().stream()
                .map(entry -> {
                    var code = entry.getKey();
                    var count = entry.getValue();
                    var message =
                            code == WarningCode.UNUSED_COLUMNS
                                    ? unused.message(format)
                                    : code.message(count.rows);
                    return new Warning(code, count.rows, count.firstLines, message);
                })
                .toList();
    }

    private Set<WarningCode> codes(Row.Usable row) {
        var texts = SampleTexts.of(row.sample());
        var codes = EnumSet.noneOf(WarningCode.class);
        if (!row.unused().isEmpty()) {
            codes.add(WarningCode.UNUSED_COLUMNS);
        }
        for (String text : texts.written()) {
            SensitiveText.find(text).forEach(stretch -> codes.add(code(stretch.kind())));
        }
        switch (rows.add(texts.asked(), texts.answer())) {
            case NEW -> {}
            case SAID_BEFORE -> codes.add(WarningCode.REPEATED_ROW);
            case ANSWERED_DIFFERENTLY -> codes.add(WarningCode.CONTRADICTION);
            case TABLE_IS_FULL -> codes.add(WarningCode.NOT_COMPARED);
        }
        return codes;
    }

    private static WarningCode code(PersonalDataKind kind) {
        return switch (kind) {
            case SECRET -> WarningCode.SECRET;
            case EMAIL -> WarningCode.EMAIL;
            case IBAN -> WarningCode.IBAN;
            case CARD -> WarningCode.CARD;
            case PHONE -> WarningCode.PHONE;
        };
    }
}
