package dev.sluice.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses written out in text, read without ever asking a name server. */
public final class IpLiteral {
  private IpLiteral() {}

  /**
   * Returns the address that {@code text} spells: four decimal numbers with dots, or IPv6 without
   * brackets and scope. Empty for anything else, names above all.
   */
  public static Optional<InetAddress> parse(String text) {
    try {
      return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> ipv4(String text) throws UnknownHostException {
    String[] parts = text.split("\\.", 5);
    if (parts.length != 4) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 0xff) {
        return Optional.empty();
      }
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Optional.of(InetAddress.getByAddress(address));
  }

  /** A text with a colon can be no name: the JDK parses it or throws, without a look-up. */
  private static Optional<InetAddress> ipv6(String text) throws UnknownHostException {
    if (!text.matches("[0-9a-fA-F:.]{2,45}")) {
      return Optional.empty();
    }
    return Optional.of(InetAddress.getByName(text));
  }
}
