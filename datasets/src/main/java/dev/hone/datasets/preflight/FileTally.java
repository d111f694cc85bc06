package dev.hone.datasets.preflight;

import dev.hone.datasets.plan.LengthSample;
import dev.hone.datasets.plan.LengthSampling;
import dev.hone.datasets.sample.UnusedMembers;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.preflight.PreflightFinding;
import dev.hone.protocol.preflight.PreflightFinding.Severity;
import dev.hone.protocol.preflight.PreflightReport;
import dev.hone.protocol.preflight.RefusedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums up the rows of one file, in their order.
final class FileTally {
    static final int MOST_REFUSED = 100;

    /// Beyond this the text is hardly what the tokenizer was made for: scripts it knows by bytes
    /// only, encoded data, noise.
    private static final double POOR_FIT = 2.0;

    private final String file;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final Map<String, Long> byRole = new TreeMap<>();
    private final Map<Integer, Long> turnEnds = new TreeMap<>();
    private final Counts lengths = new Counts();
    private final Counts kept = new Counts();
    private final Counts learned = new Counts();
    private final LengthSampling planned = new LengthSampling();
    private DatasetFormat format = DatasetFormat.DETECT;
    private final UnusedMembers unused = new UnusedMembers();
    private long rows;
    private long usable;
    private long truncated;
    private long masked;
    private long refusedTotal;
    private long characters;
    private long saidTokens;

    private static final class Found {
        private final Severity severity;
        private final String what;
        private final List<Long> firstLines = new ArrayList<>();
        private long rows;

        Found(Severity severity, String what) {
            this.severity = severity;
            this.what = what;
        }

        void add(long line) {
            rows++;
            if (firstLines.size() < PreflightFinding.MOST_LINES) {
                firstLines.add(line);
            }
        }
    }

    /// @param file `training` or `validation`
    FileTally(String file) {
        this.file = file;
    }

    /// Once all of it was read.
    void readAs(DatasetFormat found) {
        format = found;
    }

    long rows() {
        return rows;
    }

    void add(RowLook look) {
        rows++;
        switch (look) {
            case RowLook.Usable row -> add(row);
            case RowLook.Refused row -> {
                find(row.code(), row.line());
                refuse(
                        new RefusedRow(
                                row.code().wireName(),
                                row.line(),
                                row.byteOffset(),
                                null,
                                null,
                                row.message()));
            }
            case RowLook.Faulty row -> add(row);
        }
    }

    private void add(RowLook.Usable row) {
        usable++;
        truncated += row.kept() < row.length() ? 1 : 0;
        masked += row.masked() ? 1 : 0;
        unused.add(row.unused());
        lengths.add(row.length());
        kept.add(row.kept());
        learned.add(row.learned());
        planned.add(row.kept(), row.learned());
        characters += row.characters();
        saidTokens += row.saidTokens();
        row.tokensByRole().forEach((role, tokens) -> byRole.merge(role, (long) tokens, Long::sum));
        row.turnEnds().forEach((id, turns) -> turnEnds.merge(id, (long) turns, Long::sum));
        row.found().forEach(code -> find(code, row.line()));
    }

    /// A row counts once as refused, whatever its number of faults.
    private void add(RowLook.Faulty row) {
        refusedTotal += 1 - row.faults().size();
        for (var fault : row.faults()) {
            var code = fault.code().wireName();
            found.computeIfAbsent(
                            code,
                            _ -> new Found(Severity.ERROR, "rows that cannot be read: " + code))
                    .add(row.line());
            refuse(
                    new RefusedRow(
                            code,
                            row.line(),
                            row.byteOffset(),
                            fault.field(),
                            fault.value(),
                            fault.message()));
        }
    }

    private void find(FindingCode code, long line) {
        found.computeIfAbsent(code.wireName(), _ -> new Found(code.severity(), code.what()))
                .add(line);
    }

    private void refuse(RefusedRow row) {
        refusedTotal++;
        if (refused.size() < MOST_REFUSED) {
            refused.add(row);
        }
    }

    PreflightReport.Rows rows(
            ChatTokenizer tokenizer,
            double ordinaryTokensPerCharacter,
            Map<String, Long> languages) {
        return new PreflightReport.Rows(
                rows,
                usable,
                kept.sum(),
                learned.sum(),
                lengths.sum(),
                byRole,
                truncated,
                lengths.spread(),
                learned.spread(),
                turnEnds(tokenizer),
                new PreflightReport.Fit(
                        characters, tokensPerCharacter(), ordinaryTokensPerCharacter),
                refusedTotal,
                refused,
                masked,
                languages);
    }

    /// Of usable rows, as they are trained on.
    LengthSample lengths() {
        return planned.sample();
    }

    private List<PreflightReport.TurnEnd> turnEnds(ChatTokenizer tokenizer) {
        var served = tokenizer.vocabulary().servedStops();
        return turnEnds.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
                .map(end ->
                        new PreflightReport.TurnEnd(
                                end.getKey(),
                                tokenizer.text(end.getKey()),
                                served.contains(end.getKey()),
                                end.getValue()))
                .toList();
    }

    private double tokensPerCharacter() {
        return characters == 0 ? 0 : (double) saidTokens / characters;
    }

    /// Errors first.
    List<PreflightFinding> findings(double ordinaryTokensPerCharacter) {
        var findings = new ArrayList<PreflightFinding>();
        if (usable == 0) {
            findings.add(ofFile(FindingCode.NO_USABLE_ROWS, "of %d rows".formatted(rows)));
        }
        found.forEach((code, one) ->
                findings.add(
                        new PreflightFinding(
                                code,
                                one.severity,
                                file,
                                one.rows,
                                one.firstLines,
                                code.equals(FindingCode.UNUSED_COLUMNS.wireName())
                                        ? unused.message(format)
                                        : one.what)));
        if (tokensPerCharacter() > POOR_FIT * ordinaryTokensPerCharacter) {
            findings.add(
                    ofFile(
                            FindingCode.POOR_TOKENIZER_FIT,
                            "%.2f tokens a character, %.2f in ordinary English; training and answers take as much longer"
                                    .formatted(tokensPerCharacter(), ordinaryTokensPerCharacter)));
        }
        findings.sort(Comparator.comparing(PreflightFinding::severity));
        return findings;
    }

    private PreflightFinding ofFile(FindingCode code, String more) {
        return new PreflightFinding(
                code.wireName(),
                code.severity(),
                file,
                0,
                List.of(),
                "%s: %s".formatted(code.what(), more));
    }
}
