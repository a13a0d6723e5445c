package dev.sluice.transport.utp;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Finds out how large a packet may be that crosses the path in one piece: now and then one is sent
 * larger than is known to pass, and may not be cut. It arrives or does not, and half of the doubt
 * is gone.
 *
 * <p>Owned by its flow.
 */
final class MtuSearch {
  /** What nearly every path carries, and QUIC takes for granted; who cannot, cuts. */
  static final int SURE_BYTES = 1_200;

  /** An Ethernet frame without the headers of IPv4 and UDP. */
  private static final int MAX_IPV4_BYTES = 1_472;

  /** An Ethernet frame without the headers of IPv6 and UDP. */
  private static final int MAX_IPV6_BYTES = 1_452;

  /** What is left in doubt: less is not worth a packet. */
  private static final int CLOSE_ENOUGH_BYTES = 16;

  private int passedBytes = SURE_BYTES;
  private int doubtfulBytes;

  MtuSearch(int mostBytes) {
    this.doubtfulBytes = mostBytes;
  }

  /** Returns the search for the path to {@code remote}. */
  static MtuSearch towards(InetAddress remote) {
    return new MtuSearch(remote instanceof Inet6Address ? MAX_IPV6_BYTES : MAX_IPV4_BYTES);
  }

  /** Returns the size of datagrams that is known to pass. */
  int passedBytes() {
    return passedBytes;
  }

  /** Returns the size to be tried next, or 0 if enough is known. */
  int nextBytes() {
    return doubtfulBytes - passedBytes < CLOSE_ENOUGH_BYTES
        ? 0
        : (passedBytes + doubtfulBytes + 1) / 2;
  }

  /** A datagram of this size has arrived. */
  void passed(int bytes) {
    passedBytes = Math.max(passedBytes, bytes);
  }

  /** A datagram of this size has not arrived. */
  void failed(int bytes) {
    doubtfulBytes = Math.max(passedBytes, Math.min(doubtfulBytes, bytes - 1));
  }
}
