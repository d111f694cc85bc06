package dev.hone.datasets.check;

import dev.hone.datasets.privacy.SensitiveText;
import dev.hone.datasets.sample.Sample;
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

    void take(long line, Sample sample) {
        var texts = SampleTexts.of(sample);
        for (WarningCode code : codes(texts)) {
            var count = counts.computeIfAbsent(code, _ -> new Count());
            count.rows++;
            if (count.firstLines.size() < SHOWN_LINES) {
                count.firstLines.add(line);
            }
        }
    }

    /// In the order of their codes.
    List<Warning> warnings() {
        return counts.entrySet().stream()
                .map(entry -> {
                    var code = entry.getKey();
                    var count = entry.getValue();
                    return new Warning(
                            code, count.rows, count.firstLines, code.message(count.rows));
                })
                .toList();
    }

    private Set<WarningCode> codes(SampleTexts texts) {
        var codes = EnumSet.noneOf(WarningCode.class);
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
