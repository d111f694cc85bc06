package dev.hone.datasets.store;

import dev.hone.protocol.FailureCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Which code a failure of input or output has, in a process that speaks to no one but the store.
/// Types decide; only a full disk has none in the JDK and is known by the system's words.
public final class StoreFailures {
    private StoreFailures() {}

    /// Empty for what is no failure of input or output. The causes are not looked at.
    public static Optional<FailureCode> codeOf(Throwable thrown) {
        return thrown instanceof IOException failure
                ? Optional.of(codeOf(failure))
                : Optional.empty();
    }

    public static FailureCode codeOf(IOException failure) {
        return switch (failure) {
            case StoreException known -> known.code();
            case StoreAwayException away -> away.code();
            case IOException full when Full.is(full) -> FailureCode.DISK_FULL;
            case SocketTimeoutException _ -> FailureCode.STORE_SLOW;
            case SocketException _ -> FailureCode.STORE_UNAVAILABLE;
            case UnknownHostException _ -> FailureCode.STORE_UNAVAILABLE;
            case SSLException _ -> FailureCode.STORE_UNAVAILABLE;
            case NoSuchFileException _ -> FailureCode.FILE_MISSING;
            case FileNotFoundException _ -> FailureCode.FILE_MISSING;
            case AccessDeniedException _ -> FailureCode.FILE_DENIED;
            default -> FailureCode.STORE_FAILED;
        };
    }
}
