package dev.sluice.transport.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;

/** Questions to a gateway in single datagrams, asked again until there is an answer. */
final class GatewayLink implements AutoCloseable {
  /** PCP and NAT-PMP listen here. */
  static final int PORT = 5351;

  /** The longest message of PCP. */
  private static final int MAX_BYTES = 1100;

  /** With the waits doubling from a quarter of a second: 3.75 seconds in all. */
  private static final int ATTEMPTS = 4;

  private static final int FIRST_WAIT_MILLIS = 250;

  /** Datagrams passed over while waiting for one answer. */
  private static final int MAX_STRAY = 16;

  private final DatagramSocket socket;

  /**
   * Connects to {@code gateway}, so that only it can answer.
   *
   * @param bind the local address; empty leaves it to the system
   */
  GatewayLink(InetSocketAddress gateway, Optional<InetAddress> bind) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(bind.orElse(null), 0));
    try {
      socket.connect(gateway);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns our address, as the gateway sees it. */
  InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  /**
   * Asks and waits.
   *
   * @param isAnswer tells the answer from what else may come
   * @throws SocketTimeoutException if there is none
   * @throws IOException if the gateway says that nobody listens there, or cannot be reached
   */
  ByteBuffer ask(ByteBuffer question, Predicate<ByteBuffer> isAnswer)
      throws IOException, InterruptedException {
    byte[] bytes = question.array();
    int waitMillis = FIRST_WAIT_MILLIS;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++, waitMillis *= 2) {
      socket.send(new DatagramPacket(bytes, bytes.length));
      Optional<ByteBuffer> answer = await(isAnswer, waitMillis);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new SocketTimeoutException("no answer from the gateway");
  }

  private Optional<ByteBuffer> await(Predicate<ByteBuffer> isAnswer, int waitMillis)
      throws IOException, InterruptedException {
    socket.setSoTimeout(waitMillis);
    try {
      for (int stray = 0; stray < MAX_STRAY; stray++) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        socket.receive(packet);
        ByteBuffer received = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        if (isAnswer.test(received)) {
          return Optional.of(received);
        }
      }
    } catch (PortUnreachableException e) {
      throw new IOException("the gateway does not serve it", e);
    } catch (SocketTimeoutException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("told to stop while waiting for the gateway");
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    socket.close();
  }
}
