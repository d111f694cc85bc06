package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The account that PostgreSQL runs under. It refuses root, so root lends it another one.
///
/// Three ways are tried in this order, each by really going there: the account `nobody`; a user
/// namespace, in which root is called somebody else (for directories below a closed home); `nobody`
/// with the capability to pass closed directories (where containers forbid namespaces).
///
/// @param prefix words to put before a command
/// @param owner user id that must own the database files
record Account(List<String> prefix, int owner) {
    private static final int NOBODY = 65534;
    private static final Account SELF = new Account(List.of(), -1);
    private static final Account NAMESPACE = new Account(List.of("unshare", "-U", "--"), 0);

    /// An account that reaches `directory` and `program`.
    static Account choose(Path directory, Path program)
            throws IOException, InterruptedException, LaunchException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return SELF;
        }
        for (var account : List.of(nobody(List.of()), NAMESPACE, nobody(passClosedDirectories()))) {
            if (account.works(directory, program)) {
                return account;
            }
        }
        throw new LaunchException(
                "PostgreSQL refuses to run as root, and no other account can use "
                        + directory
                        + ": start hone as an ordinary user, or give --data a directory below /var/lib");
    }

    List<String> command(List<String> command) {
        return Commands.join(prefix, command);
    }

    /// Gives the tree to this account, if another one had it.
    void own(Path tree) throws IOException {
        if (owner < 0 || ownerOf(tree).equals(Optional.of(owner))) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private boolean works(Path directory, Path program) throws IOException, InterruptedException {
        return Commands.onPath(prefix.getFirst())
                && Commands.succeeds(
                        command(
                                List.of(
                                        "sh",
                                        "-c",
                                        "test \"$(id -u)\" != 0 && cd \"$0\" && test -x \"$1\"",
                                        directory.toString(),
                                        program.toString())));
    }

    private static Optional<Integer> ownerOf(Path path) throws IOException {
        return Optional.of((Integer) Files.getAttribute(path, "unix:uid"));
    }

    private static Account nobody(List<String> more) {
        var account = List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        return new Account(
                Commands.join(
                        List.of("setpriv"),
                        Commands.join(account, Commands.join(more, List.of("--")))),
                NOBODY);
    }

    private static List<String> passClosedDirectories() {
        return List.of("--inh-caps", "+dac_override", "--ambient-caps", "+dac_override");
    }
}
