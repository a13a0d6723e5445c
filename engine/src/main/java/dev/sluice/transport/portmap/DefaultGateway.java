package dev.sluice.transport.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;

/**
 * Where packets to the Internet go first. The JDK does not tell; Linux does, in a file. Elsewhere
 * only UPnP is tried, which needs no address to begin with.
 */
final class DefaultGateway {
  private static final Path ROUTES = Paths.get("/proc/net/route");

  private DefaultGateway() {}

  /** Returns its IPv4 address, if it can be told. */
  static Optional<InetAddress> find() {
    try {
      return parse(Files.readAllLines(ROUTES, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code Iface Destination Gateway ...}, addresses as numbers of the processor's order. */
  static Optional<InetAddress> parse(List<String> lines) throws IOException {
    for (String line : lines) {
      String[] fields = line.trim().split("\\s+");
      if (fields.length > 2
          && fields[1].equals("00000000")
          && fields[2].matches("[0-9A-F]{8}")
          && !fields[2].equals("00000000")) {
        int address = Integer.reverseBytes(Integer.parseUnsignedInt(fields[2], 16));
        return Optional.of(
            InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array()));
      }
    }
    return Optional.empty();
  }
}
