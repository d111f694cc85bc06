package dev.hone.trainer.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs program text into the archive that libtorch loads: a zip of the text and two tiny pickles.
final class ProgramArchive {
    /// Pickle protocol 2, an empty tuple: the program has no constants.
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ProgramArchive() {}

    /// The archive of a program whose text lies in files beside this class, one behind the other,
    /// and whose module is called `type`.
    static byte[] of(List<String> resources, String type) {
        var text = new ByteArrayOutputStream();
        try {
            for (String resource : resources) {
                append(resource, text);
            }
            return pack(text.toByteArray(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(String resource, ByteArrayOutputStream text) throws IOException {
        try (InputStream part = ProgramArchive.class.getResourceAsStream(resource)) {
            if (part == null) {
                throw new IllegalStateException("no program %s in the jar".formatted(resource));
            }
            part.transferTo(text);
            text.write('\n');
        }
    }

    static byte[] pack(byte[] text, String type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "m/data.pkl", module(type));
            store(zip, "m/code/__torch__.py", text);
            store(zip, "m/constants.pkl", NO_CONSTANTS);
            store(zip, "m/version", "3\n".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /// A pickle: GLOBAL `__torch__.type`, empty tuple, NEWOBJ, `{"training": true}`, BUILD.
    private static byte[] module(String type) {
        byte[] head = ("\u0002c__torch__\n" + type + "\nq\0)").getBytes(UTF_8);
        byte[] key = "training".getBytes(UTF_8);
        return ByteBuffer.allocate(1 + head.length + 3 + 5 + key.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x80)
                .put(head)
                .put(new byte[] {(byte) 0x81, '}', '('})
                .put((byte) 'X')
                .putInt(key.length)
                .put(key)
                .put(new byte[] {(byte) 0x88, 'u', 'b', '.'})
                .array();
    }

    /// libtorch reads entries in place, so they are stored, not deflated.
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var sum = new CRC32();
        sum.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
