package dev.hone.launcher.client;

import java.util.List;

/// A request that got no good answer.
public sealed class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClientException(String message) {
        super(message);
    }

    /// Nobody answers at the address.
    public static final class Unreachable extends ClientException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String url, String why) {
            super("no Hone at " + url + " (" + why + "): start one with ./hone up");
        }
    }

    /// The server answered that it will not do it, and says why.
    public static final class Refused extends ClientException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;
        private final String body;
        private final List<String> faults;

        Refused(int status, String message, String code, List<String> faults, String body) {
            super(message);
            this.status = status;
            this.code = code;
            this.body = body;
            this.faults = List.copyOf(faults);
        }

        public int status() {
            return status;
        }

        /// Stable name of the error, as documented; may be empty.
        public String code() {
            return code;
        }

        /// The answer as it came.
        public String body() {
            return body;
        }

        /// Every single thing to mend, when the server named several.
        public List<String> faults() {
            return faults;
        }

        /// Whether the next move is the caller's.
        public boolean mendable() {
            return status >= 400 && status < 500;
        }
    }
}
