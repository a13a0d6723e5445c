package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.Allocations;
import dev.sluice.transport.udp.Datagram;
import java.nio.ByteBuffer;

/**
 * A packet says the same when it is written again, and a host with a connection bears whatever its
 * peer, or a stranger, sends. The input is datagrams, each behind a byte that says from whom it is
 * and a byte for its length.
 */
public final class UtpFuzz {
  private static final PeerAddress STRANGER = SimulatedLine.address(66);

  /** The datagram is the stranger's. */
  private static final int FROM_STRANGER = 1;

  /** It gets the connection's number, and its own numbers count from the connection's. */
  private static final int OF_THE_CONNECTION = 2;

  private UtpFuzz() {}

  /** Reads the input as one packet, and as a talk. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(64_000_000, () -> talk(ByteBuffer.wrap(input)));
    UtpPacket.decode(input.clone())
        .ifPresent(packet -> {
          byte[] written = packet.encode();
          assertThat(UtpPacket.decode(written.clone()).orElseThrow().encode()).isEqualTo(written);
        });
  }

  private static void talk(ByteBuffer input) {
    SimulatedLine line = new SimulatedLine(Weather.FAIR, 1);
    SimulatedHost host = line.host(1);
    SimulatedHost other = line.host(2);
    SimulatedHost.Call call = host.call(other);
    assertThat(line.runUntil(call::isAnswered, 5)).isTrue();
    byte[] example = line.carried().get(line.carried().size() - 1).datagram();
    int count = 0;
    while (input.remaining() >= 2) {
      int flags = input.get();
      byte[] datagram = new byte[Math.min(Byte.toUnsignedInt(input.get()), input.remaining())];
      input.get(datagram);
      if ((flags & OF_THE_CONNECTION) != 0 && datagram.length >= UtpPacket.HEADER_BYTES) {
        becomeLike(ByteBuffer.wrap(example), ByteBuffer.wrap(datagram));
      }
      PeerAddress from = (flags & FROM_STRANGER) != 0 ? STRANGER : other.own();
      host.tell(new UtpMessage.Received(new Datagram(from, datagram)));
      count++;
    }
    line.runFor(120);
    assertThat(line.carried().size()).as("packets sent").isLessThan(100 + 10 * count);
  }

  private static void becomeLike(ByteBuffer example, ByteBuffer datagram) {
    datagram.putShort(2, example.getShort(2));
    datagram.putShort(16, (short) (datagram.getShort(16) + example.getShort(16)));
    datagram.putShort(18, (short) (datagram.getShort(18) + example.getShort(18)));
  }
}
