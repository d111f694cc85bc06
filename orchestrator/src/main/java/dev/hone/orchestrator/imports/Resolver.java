package dev.hone.orchestrator.imports;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Asks for the addresses of a name.
@FunctionalInterface
interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
}
