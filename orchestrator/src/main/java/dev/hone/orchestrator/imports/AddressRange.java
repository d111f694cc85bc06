package dev.hone.orchestrator.imports;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// Addresses that begin with the same bits (RFC 4632).
record AddressRange(InetAddress prefix, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F:.]+)/(\\d{1,3})");

    /// @param text as `10.0.0.0/8` or `fd00::/8`
    static AddressRange of(String text) {
        var parts = TEXT.matcher(text);
        try {
            if (parts.matches()) {
                var prefix = InetAddress.ofLiteral(parts.group(1));
                var bits = Integer.parseInt(parts.group(2));
                if (bits <= 8 * prefix.getAddress().length) {
                    return new AddressRange(prefix, bits);
                }
            }
        } catch (IllegalArgumentException noAddress) {
            // told below
        }
        throw new IllegalArgumentException(
                "an address range must be written as 10.0.0.0/8 or fd00::/8, was \"%s\""
                        .formatted(text));
    }

    boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        var wanted = prefix.getAddress();
        if (bytes.length != wanted.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (wanted[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
