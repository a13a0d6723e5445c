package dev.sluice.tracker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connected UDP socket: the operating system drops what comes from elsewhere and reports a closed
 * port. Its random local port is one more thing that a forger has to guess.
 */
final class SocketDatagramLink implements DatagramLink {
  /** 450 IPv6 peers; what is longer is cut, which loses peers only. */
  static final int MAX_PAYLOAD_BYTES = 8192;

  /** How long an interrupt may go unseen on a platform thread; virtual threads see it at once. */
  static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final DatagramSocket socket;

  private SocketDatagramLink(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Returns the opener of links that leave from {@code bind}; if empty, the system chooses. */
  static Opener opener(Optional<InetAddress> bind) {
    return remote -> open(bind, remote);
  }

  private static DatagramLink open(Optional<InetAddress> bind, InetSocketAddress remote)
      throws IOException {
    if (bind.isPresent() && bind.get().getClass() != remote.getAddress().getClass()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s cannot be reached from %s",
              remote.getAddress().getHostAddress(),
              bind.get().getHostAddress()));
    }
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(bind.orElse(null), 0));
    try {
      socket.connect(remote);
      return new SocketDatagramLink(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void send(ByteBuffer payload) throws IOException {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    socket.send(new DatagramPacket(bytes, bytes.length));
  }

  @Override
  public Optional<ByteBuffer> receive(long timeoutNanos) throws IOException, InterruptedException {
    byte[] payload = new byte[MAX_PAYLOAD_BYTES];
    DatagramPacket packet = new DatagramPacket(payload, payload.length);
    for (long left = timeoutNanos; left > 0; left -= SLICE_NANOS) {
      try {
        socket.setSoTimeout((int) (TimeUnit.NANOSECONDS.toMillis(Math.min(left, SLICE_NANOS)) + 1));
        socket.receive(packet);
        return Optional.of(ByteBuffer.wrap(payload, 0, packet.getLength()));
      } catch (SocketTimeoutException sliceIsOver) {
        throwIfInterrupted();
      } catch (IOException e) {
        // The socket closes itself under an interrupted thread and then reports what it likes.
        throwIfInterrupted();
        throw e;
      }
    }
    return Optional.empty();
  }

  /** Says to a thread that waited that it was told to stop, if it was. */
  static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("told to stop while waiting for a tracker");
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
