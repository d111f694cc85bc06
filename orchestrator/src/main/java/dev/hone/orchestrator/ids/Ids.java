package dev.hone.orchestrator.ids;

import java.util.random.RandomGenerator;

/// Makes ids in the manner of OpenAI's: a prefix that says what it names, and 24 characters that
/// nobody can guess.
public final class Ids {
    private static final String BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 24;

    private final RandomGenerator random;

    /// @param random unpredictable in production, seeded in a simulation
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public String job() {
        return "ftjob-" + characters();
    }

    public String file() {
        return "file-" + characters();
    }

    /// An upload in parts.
    public String upload() {
        return "upload_" + characters();
    }

    public String part() {
        return "part_" + characters();
    }

    public String preflight() {
        return "preflight-" + characters();
    }

    public String checkpoint() {
        return "ftckpt-" + characters();
    }

    /// A seed for a run that named none.
    public int seed() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    private String characters() {
        var characters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            characters.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return characters.toString();
    }
}
