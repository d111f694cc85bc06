package dev.hone.orchestrator.imports;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses may be spoken to: those of the public Internet, and what the operator adds.
/// Everything else leads into a network that the caller may not see, or nowhere.
record Addresses(List<AddressRange> added) {
    /// IANA's special-purpose registries (RFC 6890 and later), and multicast.
    private static final List<AddressRange> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4",
                            "240.0.0.0/4")
                    .map(AddressRange::of)
                    .toList();

    /// The only part of IPv6 that is routed at large (RFC 4291), and what in it leads elsewhere:
    /// protocol assignments with Teredo, documentation, 6to4, documentation again (RFC 9637).
    private static final AddressRange GLOBAL = AddressRange.of("2000::/3");

    private static final List<AddressRange> NOT_GLOBAL =
            Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
                    .map(AddressRange::of)
                    .toList();

    Addresses {
        added = List.copyOf(added);
    }

    static Addresses withRanges(List<String> ranges) {
        return new Addresses(ranges.stream().map(AddressRange::of).toList());
    }

    /// An address of IPv4 that is written as one of IPv6 is one of IPv4 to the JDK already; other
    /// ways to wrap one (64:ff9b::, 2002::) are not public here.
    boolean allow(InetAddress address) {
        return within(added, address) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address
                ? GLOBAL.contains(address) && !within(NOT_GLOBAL, address)
                : !within(NOT_PUBLIC, address);
    }

    private static boolean within(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
