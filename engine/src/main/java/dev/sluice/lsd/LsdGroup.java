package dev.sluice.lsd;

import dev.sluice.model.Bep;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A multicast group of BEP 14, one for each family of addresses. */
@Bep(14)
public enum LsdGroup {
  /** {@code 239.192.152.143}. */
  IPV4(new byte[] {(byte) 239, (byte) 192, (byte) 152, (byte) 143}, "239.192.152.143"),
  /** {@code ff15::efc0:988f}. */
  IPV6(
      new byte[] {
        (byte) 0xff,
        0x15,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        (byte) 0xef,
        (byte) 0xc0,
        (byte) 0x98,
        (byte) 0x8f
      },
      "[ff15::efc0:988f]");

  /** The UDP port of both groups. */
  public static final int PORT = 6771;

  private final InetSocketAddress address;
  private final String host;

  LsdGroup(byte[] ip, String hostText) {
    this.address = new InetSocketAddress(addressOf(ip), PORT);
    this.host = hostText + ":" + PORT;
  }

  private static InetAddress addressOf(byte[] ip) {
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /** Returns where announces of the group are sent. */
  public InetSocketAddress address() {
    return address;
  }

  /** Returns what the {@code Host} header says. */
  String host() {
    return host;
  }
}
