package dev.sluice.transport.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * NAT-PMP (RFC 6886).
 *
 * <pre>
 *   request   0 | 1 UDP, 2 TCP | 0 (2) | internal port (2) | external port (2) | seconds (4)
 *   answer    0 | 128 + that | result (2) | epoch (4) | internal (2) | external (2) | seconds (4)
 * </pre>
 */
final class NatPmp implements Gateway {
  private static final int VERSION = 0;
  private static final int ANSWER = 128;
  private static final int MAP_ANSWER_BYTES = 16;
  private static final int ADDRESS_ANSWER_BYTES = 12;

  private final InetSocketAddress gateway;
  private final Optional<InetAddress> bind;

  NatPmp(InetSocketAddress gateway, Optional<InetAddress> bind) {
    this.gateway = gateway;
    this.bind = bind;
  }

  @Override
  public String protocol() {
    return "NAT-PMP";
  }

  @Override
  public Grant map(Wish wish) throws IOException, InterruptedException {
    try (GatewayLink link = new GatewayLink(gateway, bind)) {
      ByteBuffer answer = ask(link, wish, wish.port(), Wish.LIFETIME_SECONDS);
      int externalPort = Short.toUnsignedInt(answer.getShort(10));
      long seconds = Integer.toUnsignedLong(answer.getInt(12));
      if (externalPort == 0 || seconds == 0) {
        throw new PortMapException("the gateway granted nothing");
      }
      return new Grant(wish, externalPort, externalAddress(link), seconds);
    }
  }

  @Override
  public void unmap(Grant grant) throws IOException, InterruptedException {
    try (GatewayLink link = new GatewayLink(gateway, bind)) {
      ByteBuffer unused = ask(link, grant.wish(), 0, 0);
    }
  }

  private static ByteBuffer ask(GatewayLink link, Wish wish, int externalPort, int seconds)
      throws IOException, InterruptedException {
    int operation = wish.transport() == Wish.Transport.TCP ? 2 : 1;
    ByteBuffer question = ByteBuffer.allocate(12).put((byte) VERSION).put((byte) operation);
    question.putShort((short) 0).putShort((short) wish.port()).putShort((short) externalPort);
    question.putInt(seconds);
    ByteBuffer answer =
        link.ask(
            question,
            received ->
                isAnswer(received, operation)
                    && (received.getShort(2) != 0
                        || received.remaining() >= MAP_ANSWER_BYTES
                            && received.getShort(8) == (short) wish.port()));
    if (answer.getShort(2) != 0) {
      throw new PortMapException("the gateway refused with code " + answer.getShort(2));
    }
    return answer;
  }

  private static boolean isAnswer(ByteBuffer received, int operation) {
    return received.remaining() >= 8
        && received.get(0) == VERSION
        && (received.get(1) & 0xff) == ANSWER + operation;
  }

  private static Optional<InetAddress> externalAddress(GatewayLink link)
      throws InterruptedException {
    try {
      ByteBuffer answer =
          link.ask(
              ByteBuffer.allocate(2),
              received -> isAnswer(received, 0) && received.remaining() >= ADDRESS_ANSWER_BYTES);
      byte[] address = new byte[4];
      answer.duplicate().position(8).get(address);
      return Optional.of(InetAddress.getByAddress(address));
    } catch (IOException e) {
      return Optional.empty(); // the mapping works without
    }
  }
}
