package dev.sluice.dht.node;

import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses for tests, from their text; nothing is looked up. */
public final class Ips {
  private Ips() {}

  public static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  public static PeerAddress at(String literal, int port) {
    return new PeerAddress(ip(literal), port);
  }

  /** Returns an address on the Internet, another one in another subnet for each number. */
  public static PeerAddress number(int i) {
    return at("%d.%d.%d.7".formatted(20 + i / 65536, i / 256 % 256, i % 256), 6881);
  }
}
