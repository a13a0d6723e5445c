package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks addresses on loopback. Each node gets an address 127.x.y.z of its own, because clients tell
 * their peers apart by address and trackers hand out the one an announce came from.
 */
final class Loopback {
  private Loopback() {}

  /** Returns an address nobody else was given, with a port that is free for TCP and UDP. */
  static InetSocketAddress endpoint() {
    InetAddress address = address();
    for (int attempt = 0; attempt < 20; attempt++) {
      try (var tcp = new ServerSocket(0, 1, address);
          var udp = new DatagramSocket(tcp.getLocalPort(), address)) {
        return new InetSocketAddress(address, udp.getLocalPort());
      } catch (BindException taken) {
        // The UDP port of that number is in use: try the next one.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no free port on " + address);
  }

  /** Returns an address of 127.16.0.0 to 127.239.255.255; that two calls agree is improbable. */
  private static InetAddress address() {
    var random = ThreadLocalRandom.current();
    byte[] octets = {
      127, (byte) random.nextInt(16, 240), (byte) random.nextInt(256), (byte) random.nextInt(1, 255)
    };
    try {
      return InetAddress.getByAddress(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns {@code address:port} as command lines and URLs write it. */
  static String text(InetSocketAddress endpoint) {
    return endpoint.getAddress().getHostAddress() + ":" + endpoint.getPort();
  }
}
