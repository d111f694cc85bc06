package dev.hone.datasets.fuzz;

import dev.hone.datasets.parquet.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Parquet files made of given ones by changing, cutting, crossing and repeating their bytes: the
/// same for the same seed. Half of them have the length of their footer put right again, so that
/// what is wrong is met farther within.
final class BentParquet {
    private static final int LARGEST_SEED = 20_000;
    private static final int TAIL = 8;
    private static final int[] BYTES = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x15, 0x16, 0x19, 0x1C, 0x2C};

    private final SplittableRandom random;
    private final List<byte[]> seeds = new ArrayList<>();

    BentParquet(long seed) throws IOException {
        random = new SplittableRandom(seed);
        for (var file : Fixtures.files()) {
            var bytes = Files.readAllBytes(file);
            if (bytes.length <= LARGEST_SEED) {
                seeds.add(bytes);
            }
        }
    }

    /// Runs that many inputs; anything thrown is a crash and names its input.
    ///
    /// @param attempt whether the input was of use
    void run(long inputs, Predicate<byte[]> attempt) {
        long used = 0;
        long slowest = 0;
        long start = System.nanoTime();
        for (long index = 0; index < inputs; index++) {
            var file = next();
            long begun = System.nanoTime();
            try {
                used += attempt.test(file) ? 1 : 0;
            } catch (RuntimeException
                    | StackOverflowError
                    | OutOfMemoryError
                    | InternalError crash) {
                throw new IllegalStateException(
                        "input %d: %s".formatted(index, HexFormat.of().formatHex(file)), crash);
            }
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        System.out.printf(
                "%d inputs, %d of use, %d refused, 0 crashes, %d s, slowest %d ms%n",
                inputs,
                used,
                inputs - used,
                (System.nanoTime() - start) / 1_000_000_000,
                slowest / 1_000_000);
    }

    private byte[] next() {
        var seed = seeds.get(random.nextInt(seeds.size()));
        int footer =
                ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN).getInt(seed.length - TAIL);
        int footerStart = seed.length - TAIL - footer;
        boolean fix = random.nextBoolean();
        boolean inFooter = random.nextInt(3) == 0;
        int changes = 1 + random.nextInt(4);
        var bytes = seed;
        for (int change = 0; change < changes; change++) {
            int low = inFooter ? footerStart : 4;
            int high =
                    Math.max(
                            low + 1, Math.min(bytes.length, inFooter ? bytes.length : footerStart));
            bytes = changed(bytes, random.nextInt(low, high));
        }
        if (fix && bytes.length > seed.length - footer) {
            int length = inFooter ? footer + bytes.length - seed.length : footer;
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length - TAIL, length);
            System.arraycopy(new byte[] {'P', 'A', 'R', '1'}, 0, bytes, bytes.length - 4, 4);
        }
        return bytes;
    }

    private byte[] changed(byte[] from, int place) {
        return switch (random.nextInt(6)) {
            case 0 -> set(from, place, (byte) (from[place] ^ 1 << random.nextInt(8)));
            case 1 -> set(from, place, (byte) BYTES[random.nextInt(BYTES.length)]);
            case 2 -> set(from, place, (byte) random.nextInt(256));
            case 3 -> replaced(from, place, 1 + random.nextInt(8), new byte[0]);
            case 4 -> replaced(from, place, 0, piece(from));
            default -> over(from, place, piece(seeds.get(random.nextInt(seeds.size()))));
        };
    }

    private byte[] piece(byte[] from) {
        int start = random.nextInt(from.length);
        return Arrays.copyOfRange(
                from, start, Math.min(from.length, start + 1 + random.nextInt(16)));
    }

    private static byte[] set(byte[] from, int place, byte value) {
        var bytes = from.clone();
        bytes[place] = value;
        return bytes;
    }

    private static byte[] over(byte[] from, int place, byte[] piece) {
        var bytes = from.clone();
        System.arraycopy(piece, 0, bytes, place, Math.min(piece.length, bytes.length - place));
        return bytes;
    }

    private static byte[] replaced(byte[] from, int place, int gone, byte[] come) {
        int end = Math.min(from.length, place + gone);
        if (from.length - (end - place) + come.length < 2 * TAIL) {
            return from;
        }
        var bytes = new byte[from.length - (end - place) + come.length];
        System.arraycopy(from, 0, bytes, 0, place);
        System.arraycopy(come, 0, bytes, place, come.length);
        System.arraycopy(from, end, bytes, place + come.length, from.length - end);
        return bytes;
    }
}
