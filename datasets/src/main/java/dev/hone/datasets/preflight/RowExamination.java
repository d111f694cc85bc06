package dev.hone.datasets.preflight;

import dev.hone.datasets.sample.Row;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.Reading;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import dev.hone.datasets.tokens.Vocabulary;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.preflight.PreflightSettings;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at one row as the training would take it. Safe for use by several threads.
final class RowExamination {
    private static final String TEMPLATE = "template";

    private final ChatTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final PreflightSettings settings;

    RowExamination(ChatTokenizer tokenizer, PreflightSettings settings) {
        this.tokenizer = tokenizer;
        this.vocabulary = tokenizer.vocabulary();
        this.settings = settings;
    }

    RowLook look(TakenRow taken) {
        return switch (taken) {
            case TakenRow.Usable(var row, var masked) -> look(row, masked);
            case TakenRow.Rejected(var line, var offset, var kinds) ->
                    new RowLook.Refused(
                            line,
                            offset,
                            FindingCode.PERSONAL_DATA,
                            "the row holds %s, which the job rejects".formatted(names(kinds)));
            case TakenRow.Faulty(Row.Faulty(var line, var offset, var faults)) ->
                    new RowLook.Faulty(line, offset, faults);
        };
    }

    private static String names(Set<PersonalDataKind> kinds) {
        return kinds.stream()
                .sorted()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }

    private RowLook look(Row.Usable row, boolean masked) {
        try {
            return examined(row, masked);
        } catch (RefusedSample refused) {
            return new RowLook.Refused(
                    row.line(),
                    row.byteOffset(),
                    code(refused),
                    String.valueOf(refused.getMessage()));
        }
    }

    private RowLook examined(Row.Usable row, boolean masked) {
        var reading = tokenizer.read(row.sample(), settings.lossOn());
        int length = reading.ids().length;
        int kept = Math.min(length, settings.maxLength());
        int learned = reading.labelled().get(0, kept).cardinality();
        if (learned == 0) {
            boolean nothing = reading.labelled().isEmpty();
            return new RowLook.Refused(
                    row.line(),
                    row.byteOffset(),
                    nothing ? FindingCode.NOTHING_LABELLED : FindingCode.CUT_TO_NOTHING,
                    nothing
                            ? "the row has nothing to learn"
                            : "the row has %d tokens, and what is to be learned begins at token %d; max_length is %d"
                                    .formatted(
                                            length,
                                            reading.labelled().nextSetBit(0) + 1,
                                            settings.maxLength()));
        }
        return usable(row.line(), reading, new Extent(kept, learned, masked, row.unused()));
    }

    /// What of a row is trained on.
    private record Extent(int kept, int learned, boolean masked, List<String> unused) {}

    private RowLook usable(long line, Reading reading, Extent extent) {
        var owners = reading.partOfTokens();
        var ends = turnEnds(reading, extent.kept());
        var found = EnumSet.noneOf(FindingCode.class);
        if (reading.ids().length > extent.kept()) {
            found.add(FindingCode.TRUNCATED);
        }
        if (!extent.unused().isEmpty()) {
            found.add(FindingCode.UNUSED_COLUMNS);
        }
        if (beginsTwice(reading.ids())) {
            found.add(FindingCode.DOUBLE_BOS);
        }
        inspectEnds(ends.keySet(), found);
        inspectTokens(reading, owners, found);
        int said = 0;
        for (int owner : owners) {
            said += owner >= 0 ? 1 : 0;
        }
        int characters = reading.parts().stream().mapToInt(part -> part.end() - part.start()).sum();
        return new RowLook.Usable(
                line,
                reading.ids().length,
                extent.kept(),
                extent.learned(),
                extent.masked(),
                extent.unused(),
                byRole(reading, owners),
                ends,
                characters,
                said,
                found);
    }

    private boolean beginsTwice(int[] ids) {
        var begin = vocabulary.beginOfText();
        return begin.isPresent()
                && ids.length > 1
                && ids[0] == begin.getAsInt()
                && ids[1] == begin.getAsInt();
    }

    /// A turn whose end was cut off proves nothing, and does no harm either: the cut is told.
    private static Map<Integer, Integer> turnEnds(Reading reading, int kept) {
        var ends = new HashMap<Integer, Integer>();
        for (int position : reading.turnEnds()) {
            if (position < kept) {
                ends.merge(reading.ids()[position], 1, Integer::sum);
            }
        }
        return ends;
    }

    /// Where only turns are learned, the tokenizer has refused those without any stop token.
    private void inspectEnds(Set<Integer> ends, Set<FindingCode> found) {
        for (int id : ends) {
            if (!tokenizer.stopTokens().contains(id)) {
                found.add(FindingCode.TURN_WITHOUT_STOP);
            } else if (!vocabulary.servedStops().contains(id)) {
                found.add(FindingCode.STOP_TOKEN_NOT_SERVED);
            }
        }
    }

    private void inspectTokens(Reading reading, int[] owners, Set<FindingCode> found) {
        int unknown = vocabulary.unknown().orElse(-1);
        for (int index = 0; index < owners.length; index++) {
            int id = reading.ids()[index];
            if (owners[index] >= 0 && id == unknown) {
                found.add(FindingCode.UNKNOWN_TOKENS);
            } else if (owners[index] >= 0 && vocabulary.special().containsKey(id)) {
                found.add(FindingCode.SPECIAL_TOKEN_IN_TEXT);
            }
        }
    }

    private static Map<String, Integer> byRole(Reading reading, int[] owners) {
        var counts = new HashMap<String, Integer>();
        for (int owner : owners) {
            counts.merge(owner < 0 ? TEMPLATE : reading.parts().get(owner).role(), 1, Integer::sum);
        }
        return counts;
    }

    private static FindingCode code(RefusedSample refused) {
        return switch (refused.code()) {
            case "no_stop_token" -> FindingCode.NO_STOP_TOKEN;
            case "template_refuses" -> FindingCode.TEMPLATE_REFUSES;
            case "template_inconsistent" -> FindingCode.TEMPLATE_INCONSISTENT;
            case "no_chat_template" -> FindingCode.NO_CHAT_TEMPLATE;
            case "nothing_labelled", "preference_row" -> FindingCode.NOTHING_LABELLED;
            default -> throw new IllegalStateException("no finding for " + refused.code(), refused);
        };
    }
}
