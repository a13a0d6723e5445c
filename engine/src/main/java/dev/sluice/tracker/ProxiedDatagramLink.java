package dev.sluice.tracker;

import dev.sluice.transport.proxy.Destination;
import dev.sluice.transport.proxy.ProxyServer;
import dev.sluice.transport.proxy.UdpAssociation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A link through a SOCKS 5 proxy, which also looks the tracker's name up. */
final class ProxiedDatagramLink implements DatagramLink {
  private final UdpAssociation association;

  private ProxiedDatagramLink(UdpAssociation association) {
    this.association = association;
  }

  /** Returns the opener of links through {@code proxy}, itself reached from {@code bind}. */
  static Opener opener(Optional<InetAddress> bind, ProxyServer proxy) {
    return remote ->
        new ProxiedDatagramLink(UdpAssociation.open(proxy, bind, Destination.of(remote)));
  }

  @Override
  public void send(ByteBuffer payload) throws IOException {
    association.send(payload);
  }

  @Override
  public Optional<ByteBuffer> receive(long timeoutNanos) throws IOException, InterruptedException {
    for (long left = timeoutNanos; left > 0; left -= SocketDatagramLink.SLICE_NANOS) {
      long slice = Math.min(left, SocketDatagramLink.SLICE_NANOS);
      try {
        Optional<ByteBuffer> payload =
            association.receive(
                SocketDatagramLink.MAX_PAYLOAD_BYTES,
                (int) TimeUnit.NANOSECONDS.toMillis(slice) + 1);
        if (payload.isPresent()) {
          return payload;
        }
      } catch (SocketTimeoutException sliceIsOver) {
        SocketDatagramLink.throwIfInterrupted();
      } catch (IOException e) {
        SocketDatagramLink.throwIfInterrupted();
        throw e;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    association.close();
  }
}
