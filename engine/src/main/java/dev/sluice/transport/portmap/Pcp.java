package dev.sluice.transport.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/**
 * The MAP operation of PCP (RFC 6887).
 *
 * <pre>
 *   request   2 | 1 | 0 (2) | seconds (4) | our address (16) | MAP
 *   answer    2 | 129 | 0 | result | seconds (4) | epoch (4) | 0 (12) | MAP
 *   MAP       nonce (12) | protocol | 0 (3) | internal port (2) | external port (2) | external (16)
 * </pre>
 *
 * <p>The nonce is the proof that a mapping is ours: it is drawn once, and renews and deletes.
 */
final class Pcp implements Gateway {
  private static final int VERSION = 2;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80;
  private static final int HEADER_BYTES = 24;
  private static final int NONCE_BYTES = 12;
  private static final int MAP_BYTES = 36;
  private static final int EXTERNAL_PORT_AT = HEADER_BYTES + NONCE_BYTES + 6;
  private static final byte[] MAPPED_IPV4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final InetSocketAddress gateway;
  private final Optional<InetAddress> bind;
  private final byte[] nonce = new byte[NONCE_BYTES];

  /** Draws its nonce from {@code random}, which must not be guessed. */
  Pcp(InetSocketAddress gateway, Optional<InetAddress> bind, Random random) {
    this.gateway = gateway;
    this.bind = bind;
    random.nextBytes(nonce);
  }

  @Override
  public String protocol() {
    return "PCP";
  }

  @Override
  public Grant map(Wish wish) throws IOException, InterruptedException {
    ByteBuffer answer = ask(wish, wish.port(), Wish.LIFETIME_SECONDS);
    int externalPort = Short.toUnsignedInt(answer.getShort(EXTERNAL_PORT_AT));
    long seconds = Integer.toUnsignedLong(answer.getInt(4));
    if (externalPort == 0 || seconds == 0) {
      throw new PortMapException("the gateway granted nothing");
    }
    byte[] external = new byte[16];
    answer.duplicate().position(EXTERNAL_PORT_AT + 2).get(external);
    // Java makes an IPv4 address of one that is mapped into IPv6.
    return new Grant(wish, externalPort, Optional.of(InetAddress.getByAddress(external)), seconds);
  }

  @Override
  public void unmap(Grant grant) throws IOException, InterruptedException {
    ByteBuffer unused = ask(grant.wish(), grant.externalPort(), 0);
  }

  private ByteBuffer ask(Wish wish, int externalPort, int seconds)
      throws IOException, InterruptedException {
    try (GatewayLink link = new GatewayLink(gateway, bind)) {
      byte[] ours = inIpv6(link.localAddress());
      ByteBuffer question = ByteBuffer.allocate(HEADER_BYTES + MAP_BYTES);
      question.put((byte) VERSION).put((byte) MAP).putShort((short) 0).putInt(seconds).put(ours);
      question.put(nonce).put((byte) wish.transport().number).put(new byte[3]);
      question.putShort((short) wish.port()).putShort((short) externalPort);
      question.put(isMappedIpv4(ours) ? anyIpv4() : new byte[16]);
      return checked(link.ask(question, received -> isAnswer(received, wish)));
    }
  }

  /** A gateway that knows NAT-PMP alone answers in its version, 0. */
  private boolean isAnswer(ByteBuffer received, Wish wish) {
    if (received.remaining() >= 4 && received.get(0) != VERSION) {
      return true;
    }
    return received.remaining() >= HEADER_BYTES
        && (received.get(1) & 0xff) == ANSWER + MAP
        && (received.get(3) != 0
            || received.remaining() >= HEADER_BYTES + MAP_BYTES
                && hasOurNonce(received)
                && received.get(HEADER_BYTES + NONCE_BYTES) == wish.transport().number
                && received.getShort(EXTERNAL_PORT_AT - 2) == (short) wish.port());
  }

  private boolean hasOurNonce(ByteBuffer received) {
    ByteBuffer theirs = received.duplicate();
    theirs.limit(HEADER_BYTES + NONCE_BYTES).position(HEADER_BYTES);
    return theirs.equals(ByteBuffer.wrap(nonce));
  }

  private static ByteBuffer checked(ByteBuffer answer) throws PortMapException {
    if (answer.get(0) != VERSION) {
      throw new PortMapException("the gateway does not speak this version");
    }
    if (answer.get(3) != 0) {
      throw new PortMapException("the gateway refused with code " + answer.get(3));
    }
    return answer;
  }

  private static byte[] inIpv6(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? bytes : ByteBuffer.allocate(16).put(MAPPED_IPV4).put(bytes).array();
  }

  private static boolean isMappedIpv4(byte[] address) {
    return ByteBuffer.wrap(address, 0, 12).equals(ByteBuffer.wrap(MAPPED_IPV4));
  }

  private static byte[] anyIpv4() {
    return ByteBuffer.allocate(16).put(MAPPED_IPV4).array();
  }
}
