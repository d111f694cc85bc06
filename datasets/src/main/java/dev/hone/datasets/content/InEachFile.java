package dev.hone.datasets.content;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// The rows of one code in each of the two files.
record InEachFile(Sightings training, Sightings validation) {

    static InEachFile of(ContentCode code) {
        return new InEachFile(
                new Sightings(code, ContentFile.TRAINING),
                new Sightings(code, ContentFile.VALIDATION));
    }

    Sightings of(ContentFile file) {
        return switch (file) {
            case TRAINING -> training;
            case VALIDATION -> validation;
        };
    }

    List<ContentFinding> findings(LongFunction<String> message) {
        return Stream.of(training, validation)
                .map(found -> found.finding(message))
                .flatMap(Optional::stream)
                .toList();
    }
}
