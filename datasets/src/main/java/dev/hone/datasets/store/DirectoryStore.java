package dev.hone.datasets.store;

import dev.hone.datasets.store.StoreException.CorruptObject;
import dev.hone.datasets.store.StoreException.Denied;
import dev.hone.datasets.store.StoreException.KeyTaken;
import dev.hone.datasets.store.StoreException.MissingObject;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Objects as files under a directory, which several processes may share. Bytes are first written
/// and synced aside, then linked to their name, so that a crash leaves no half object.
public final class DirectoryStore implements ObjectStore {
    private static final String ASIDE = ".incoming";

    private final Path root;
    private final Path aside;
    private final Opener opener;

    /// Opens the file that takes an object's bytes; tests put a full device here.
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }

    public DirectoryStore(Path root) throws IOException {
        this(root, file -> FileChannel.open(file, StandardOpenOption.WRITE));
    }

    DirectoryStore(Path root, Opener opener) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.aside = this.root.resolve(ASIDE);
        this.opener = opener;
        Files.createDirectories(aside);
    }

    @Override
    public ObjectRef put(String key, InputStream bytes) throws IOException {
        var target = pathOf(key);
        try {
            return put(key, target, bytes);
        } catch (AccessDeniedException e) {
            throw denied("write", key, e);
        } catch (IOException e) {
            throw Full.orSame(key, e);
        }
    }

    private ObjectRef put(String key, Path target, InputStream bytes) throws IOException {
        var unproven = Files.createTempFile(aside, "object-", ".part");
        try {
            var written = write(key, bytes, unproven);
            publish(unproven, target, written);
            return written;
        } finally {
            Files.deleteIfExists(unproven);
        }
    }

    private static Denied denied(String verb, String key, AccessDeniedException cause) {
        return new Denied(
                "cannot %s \"%s\": the store's directory does not allow it".formatted(verb, key),
                cause);
    }

    private ObjectRef write(String key, InputStream bytes, Path file) throws IOException {
        ObjectRef written;
        try (var channel = opener.open(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            written = Digest.copy(key, bytes, out);
            channel.force(true);
        }
        var readBack = digestOf(key, file);
        if (!readBack.equals(written)) {
            throw new CorruptObject(written, readBack);
        }
        return written;
    }

    /// A link fails where the name exists, a rename would replace it.
    private void publish(Path unproven, Path target, ObjectRef written) throws IOException {
        createDirectories(target.resolveSibling(""), written.key());
        try {
            Files.createLink(target, unproven);
        } catch (FileAlreadyExistsException e) {
            checkSame(target, written);
        } catch (UnsupportedOperationException | FileSystemException e) {
            publishWithoutLinks(unproven, target, written);
        }
        sync(target.resolveSibling(""));
    }

    /// For file systems without hard links. Two writers of one key at the same moment could both
    /// win here; keys carry a digest or a fencing token, which keeps them apart.
    private static void publishWithoutLinks(Path unproven, Path target, ObjectRef written)
            throws IOException {
        if (Files.exists(target)) {
            checkSame(target, written);
            return;
        }
        Files.move(unproven, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void checkSame(Path existing, ObjectRef written) throws IOException {
        if (!Files.isRegularFile(existing) || !digestOf(written.key(), existing).equals(written)) {
            throw new KeyTaken(written.key());
        }
    }

    /// Creates what is missing and syncs each parent that got a new entry.
    private void createDirectories(Path directory, String key) throws IOException {
        var missing = new ArrayList<Path>();
        for (Path path = directory;
                path != null && !Files.isDirectory(path);
                path = path.getParent()) {
            if (Files.exists(path)) {
                throw new KeyTaken(key);
            }
            missing.add(path);
        }
        for (var path : missing.reversed()) {
            Files.createDirectories(path);
            sync(path.resolveSibling(""));
        }
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static ObjectRef digestOf(String key, Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Digest.of(key, bytes);
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        return openRange(key, 0, Long.MAX_VALUE);
    }

    @Override
    public InputStream openRange(String key, long from, long length) throws IOException {
        Ranges.check(from, length);
        var file = pathOf(key);
        if (!Files.isRegularFile(file)) {
            throw new MissingObject(key);
        }
        try {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(from);
            return Ranges.limited(Channels.newInputStream(channel), length);
        } catch (NoSuchFileException e) {
            throw new MissingObject(key);
        } catch (AccessDeniedException e) {
            throw denied("read", key, e);
        }
    }

    @Override
    public Optional<Long> size(String key) throws IOException {
        var file = pathOf(key);
        return Files.isRegularFile(file) ? Optional.of(Files.size(file)) : Optional.empty();
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        var directories = Keys.checkedPrefix(prefix).substring(0, prefix.lastIndexOf('/') + 1);
        var start = root.resolve(directories);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> !file.startsWith(aside) && Files.isRegularFile(file))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        var file = pathOf(key);
        if (Files.isRegularFile(file)) {
            Files.deleteIfExists(file);
        }
    }

    /// Removes what writers that were killed left aside. Those still at work have touched theirs
    /// lately.
    public void deleteUnfinished(Instant untouchedSince) throws IOException {
        try (Stream<Path> files = Files.list(aside)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(untouchedSince)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path pathOf(String key) throws IOException {
        return root.resolve(Keys.checked(key));
    }

    @Override
    public void close() {}
}
