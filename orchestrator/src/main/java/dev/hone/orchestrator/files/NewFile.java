package dev.hone.orchestrator.files;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.DatasetFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What its sender says of a file that is to come.
///
/// @param purpose wire name
/// @param format what is known of a dataset; the rest is detected
/// @param lives after that time from its creation the file goes by itself; null for one that stays
public record NewFile(
        String filename, String purpose, DatasetFormat format, @Nullable Duration lives) {
    private static final int LONGEST_NAME = 255;

    /// OpenAI's bounds for the life of a file.
    private static final Duration SHORTEST_LIFE = Duration.ofHours(1);

    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    public static NewFile of(String filename, String purpose) {
        return new NewFile(filename, purpose, DatasetFormat.DETECT, null);
    }

    /// All that is wrong with it.
    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (Purpose.of(purpose).filter(Purpose::uploadable).isEmpty()) {
            faults.add(
                    new Fault(
                            "purpose",
                            "purpose must be one of %s, was \"%s\""
                                    .formatted(uploadable(), purpose),
                            "unknown_purpose"));
        }
        var odd = filename.chars().anyMatch(Character::isISOControl);
        if (filename.isBlank() || filename.length() > LONGEST_NAME || odd) {
            faults.add(
                    new Fault(
                            "filename",
                            "the filename must have 1–%d printable characters"
                                    .formatted(LONGEST_NAME),
                            "bad_filename"));
        }
        if (lives != null
                && (lives.compareTo(SHORTEST_LIFE) < 0 || lives.compareTo(LONGEST_LIFE) > 0)) {
            faults.add(
                    new Fault(
                            "expires_after.seconds",
                            "expires_after.seconds must be %d–%d, was %d"
                                    .formatted(
                                            SHORTEST_LIFE.toSeconds(),
                                            LONGEST_LIFE.toSeconds(),
                                            lives.toSeconds()),
                            "invalid_expiry"));
        }
        return faults;
    }

    /// Refuses it with all that is wrong.
    public void check() {
        var faults = faults();
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
    }

    Purpose checkedPurpose() {
        return Purpose.of(purpose).orElseThrow();
    }

    private static List<String> uploadable() {
        return Arrays.stream(Purpose.values())
                .filter(Purpose::uploadable)
                .map(Purpose::wireName)
                .toList();
    }
}
