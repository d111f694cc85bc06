package dev.hone.datasets.base;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// An open safetensors file: a checked header, and each tensor's bytes mapped when asked for.
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    public static SafetensorsFile open(Path path, SafetensorsHeader.Limits limits)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new SafetensorsFile(path, channel, header(channel, limits));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public SafetensorsHeader header() {
        return header;
    }

    /// The little-endian bytes of a tensor.
    public ByteBuffer bytes(String name) throws IOException {
        SafetensorsHeader.Entry entry = entry(name);
        if (entry.bytes() > Integer.MAX_VALUE) {
            throw new UnsafeFileException(
                    "tensor %s takes %d bytes, at most 2 GiB can be read at once"
                            .formatted(name, entry.bytes()));
        }
        return bytes(name, 0, (int) entry.bytes());
    }

    /// Some of the bytes of a tensor, mapped, not copied.
    public ByteBuffer bytes(String name, long from, int length) throws IOException {
        SafetensorsHeader.Entry entry = entry(name);
        Objects.checkFromIndexSize(from, length, entry.bytes());
        return channel.map(
                        FileChannel.MapMode.READ_ONLY,
                        header.dataStart() + entry.begin() + from,
                        length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private SafetensorsHeader.Entry entry(String name) throws UnsafeFileException {
        SafetensorsHeader.Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw new UnsafeFileException(
                    "%s holds no tensor %s".formatted(path.getFileName(), name));
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static SafetensorsHeader header(FileChannel channel, SafetensorsHeader.Limits limits)
            throws IOException {
        if (channel.size() < 8) {
            throw new UnsafeFileException(
                    "a safetensors file has 8 bytes or more, found " + channel.size());
        }
        long length = read(channel, 0, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > limits.headerBytes()) {
            throw new UnsafeFileException(
                    "the header claims %s bytes, allowed are 2 to %d"
                            .formatted(Long.toUnsignedString(length), limits.headerBytes()));
        }
        if (length > channel.size() - 8) {
            throw new UnsafeFileException(
                    "the header claims %d bytes, the file has %d"
                            .formatted(length, channel.size()));
        }
        byte[] json = read(channel, 8, (int) length).array();
        return SafetensorsHeader.parse(json, channel.size() - 8 - length, limits);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("the file ends within its header");
            }
        }
        return buffer.flip();
    }
}
