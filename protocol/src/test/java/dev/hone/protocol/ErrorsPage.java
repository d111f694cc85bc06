package dev.hone.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Writes `docs/reference/errors.md` from the catalogue, to the file that is its argument.
final class ErrorsPage {
    static final String COMMAND =
            "./mvnw -B -q test-compile -pl protocol && java -cp"
                    + " protocol/target/classes:protocol/target/test-classes"
                    + " dev.hone.protocol.ErrorsPage docs/reference/errors.md";

    private static final String HEAD =
            """
            # Failure codes

            *Type: reference.* Written from the catalogue in `protocol` (`FailureCode`, `Outage`); its test names the command.

            A job that has failed says its code and what happened in `error`, and what follows from it in `x_hone.failure`: `whose_move`, `cause`, `fix`, `retryable`, `mapped`,
            `reference`. Codes are stable: new ones come, none is renamed or given another meaning. What answers a request that is refused stands in
            [the REST API](rest-api.md#refusals).

            | class | whose move | Hone itself |
            |---|---|---|
            | USER | user: change the input, submit again | does not start it again |
            | PLATFORM | platform; the operator's when no start is left | starts it again, up to `hone.jobs.platform-failures` (5) |
            | RESOURCE | operator: more memory, more room | starts it again, up to `hone.jobs.resource-failures` (20); once only where memory ran out |
            | POISON | operator: the job breaks workers | does not start it again |

            `retryable` says whether the same job, unchanged, may succeed another time. What keeps a job from its start, its preflight, is not retried whatever its class: submit the job again.

            """;

    private static final String UNMAPPED =
            """
            ## Codes that are not here

            A worker of another release may send a code that this one does not know. It is kept as it is, its class decides as always, and the job says `mapped: false` and whose log has
            more. These and `unexpected` are counted as `hone.failures.unmapped` by code, and logged with job and worker: above zero the catalogue lacks something, which is worth a report.

            """;

    private ErrorsPage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), text());
    }

    static String text() {
        return HEAD
                + "## Codes\n\n"
                + codes()
                + UNMAPPED
                + "## What no job fails by\n\n"
                + outages();
    }

    private static String codes() {
        return Arrays.stream(FailureCode.values())
                .map(code ->
                        """
                        ### %s

                        %s
                        *%s*

                        Class %s, %s's move. Retried: %s.

                        """
                                .formatted(
                                        code.code(),
                                        code.cause(),
                                        code.fix(),
                                        code.failure(),
                                        code.failure().whoseMove(),
                                        code.retry().inWords()))
                .collect(Collectors.joining());
    }

    private static String outages() {
        return Arrays.stream(Outage.values())
                .map(outage ->
                        """
                        ### %s

                        %s
                        *%s*
                        """
                                .formatted(outage.code(), outage.cause(), outage.fix()))
                .collect(Collectors.joining("\n"));
    }
}
