package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What strangers and liars try. */
class UtpThreatsTest {
  private static final PeerAddress VICTIM = SimulatedLine.address(66);

  private final SimulatedLine line = new SimulatedLine(Weather.FAIR, 1);
  private final SimulatedHost host = line.host(1);

  private static UtpPacket packet(PacketType type, int id, int sequence, int ack) {
    return new UtpPacket(
        type,
        id,
        new Stamp(1, 1, 1 << 20, ack),
        sequence,
        SelectiveAck.NONE,
        ByteBuffer.wrap(new byte[type == PacketType.DATA ? 100 : 0]));
  }

  private void receive(PeerAddress from, UtpPacket packet) {
    host.tell(new UtpMessage.Received(new Datagram(from, packet.encode())));
  }

  private long sentBytes() {
    return line.carried().stream().mapToLong(SimulatedLine.Sent::bytes).sum();
  }

  private UtpPacket lastSent() {
    List<SimulatedLine.Sent> all = line.carried();
    return UtpPacket.decode(all.get(all.size() - 1).datagram()).orElseThrow();
  }

  /** Somebody calls in the name of others. */
  @Nested
  class WhenCallsAreForged {
    @Test
    void answersWithNoMoreThanWasAsked() {
      for (int id = 0; id < 10_000; id++) {
        receive(VICTIM, packet(PacketType.SYN, id, 1, 0));
      }

      assertThat(sentBytes()).isEqualTo(10_000L * UtpPacket.HEADER_BYTES);
    }

    @Test
    void remembersFewOfThem() {
      Callers callers = new Callers();
      for (int id = 0; id < 10_000; id++) {
        callers.add(new FlowKey(VICTIM, id), new Callers.Caller(FlowIds.ofCaller(id), 1, 2, 0));
      }

      assertThat(callers.size()).isEqualTo(Callers.MAX_CALLERS);
    }

    @Test
    void stillHearsWhoCallsInItsOwn() {
      for (int id = 0; id < 10_000; id++) {
        receive(VICTIM, packet(PacketType.SYN, id, 1, 0));
      }
      SimulatedHost.Call call = line.host(2).call(host);

      assertThat(line.runUntil(call::isAnswered, 5)).isTrue();
    }

    @Test
    void forgetsThemAndComesToRest() {
      receive(VICTIM, packet(PacketType.SYN, 1, 1, 0));
      line.runFor(60);

      assertThat(line.carried()).hasSize(1);
      assertThat(line.isAtRest()).isTrue();
    }

    @Test
    void sendsNoDataToWhoHasNotReadTheAnswer() {
      receive(VICTIM, packet(PacketType.SYN, 7, 1, 0));
      int answer = lastSent().sequence();
      Random random = new Random(5);

      for (int i = 0; i < 100; i++) {
        int guess = Sequence.plus(answer, 1 + random.nextInt(60_000));
        receive(VICTIM, packet(PacketType.DATA, 8, 2, guess));
      }

      assertThat(host.hasCaller()).isFalse();
      assertThat(line.carried()).hasSize(1);
    }

    @Test
    void meetsWhoHasReadTheAnswer() {
      receive(VICTIM, packet(PacketType.SYN, 7, 1, 0));

      receive(VICTIM, packet(PacketType.DATA, 8, 2, Sequence.plus(lastSent().sequence(), -1)));

      assertThat(host.hasCaller()).isTrue();
    }
  }

  /** Nobody knows what a packet is about. */
  @Nested
  class WhenPacketsAreForNobody {
    @Test
    void saysSoAFewTimes() {
      for (int i = 0; i < 1_000; i++) {
        receive(VICTIM, packet(PacketType.DATA, i, 1, 1));
      }

      assertThat(line.carried()).hasSize(UtpActor.MAX_RESETS_PER_SECOND);
      assertThat(lastSent().type()).isEqualTo(PacketType.RESET);
    }

    @Test
    void doesNotAnswerAKnock() {
      SimulatedHost other = line.host(2);
      other.tell(new UtpMessage.Knock(host.own()));

      line.runFor(10);

      assertThat(line.carried()).hasSize(1);
      assertThat(line.isAtRest()).isTrue();
    }

    @Test
    void neverAnswersAReset() {
      receive(VICTIM, packet(PacketType.RESET, 3, 1, 1));

      assertThat(line.carried()).isEmpty();
    }
  }

  /** Somebody speaks in the name of a peer. */
  @Nested
  class WhenPacketsAreForged {
    private final SimulatedHost.Call call = host.call(VICTIM);
    private final int id = lastSent().connectionId();
    private final int first = lastSent().sequence();

    private void connect() {
      receive(VICTIM, packet(PacketType.STATE, id, 100, first));
      assertThat(call.isAnswered()).isTrue();
    }

    @Test
    void doesNotTakeAnAnswerToWhatItDidNotAsk() {
      receive(VICTIM, packet(PacketType.STATE, id, 100, Sequence.plus(first, 1)));

      assertThat(call.isAnswered()).isFalse();
    }

    @Test
    void isNotEndedByAResetThatKnowsNoNumber() {
      connect();

      receive(VICTIM, packet(PacketType.RESET, Sequence.plus(id, 5), 0, first));
      receive(VICTIM, packet(PacketType.RESET, id, 0, Sequence.plus(first, 5_000)));
      receive(SimulatedLine.address(67), packet(PacketType.RESET, id, 0, first));
      call.connection().outbound().put(ByteBuffer.wrap(new byte[1]));

      assertThat(call.connection().outbound().size()).isEqualTo(1);
    }

    @Test
    void isEndedByAResetOfThePeer() {
      connect();

      receive(VICTIM, packet(PacketType.RESET, Sequence.plus(id, 1), 0, first));

      assertThat(UtpTransferTest.failureOf(call.connection())).isEqualTo("reset by the peer");
    }

    @Test
    void ignoresWhatAcknowledgesMoreThanWasSent() {
      connect();

      receive(VICTIM, packet(PacketType.DATA, id, 100, Sequence.plus(first, 1)));

      assertThat(call.connection().inbound().size()).isZero();
    }

    @Test
    void keepsNoMoreThanItSaidThatItHasRoomFor() {
      connect();

      for (int ahead = 1; ahead < 30_000; ahead++) {
        receive(VICTIM, packet(PacketType.DATA, id, Sequence.plus(100, ahead), first));
      }

      UtpPacket answer = lastSent();
      long packets = answer.selectiveAck().toBytes().length * 8L;
      assertThat(packets).isLessThanOrEqualTo(Arrivals.MAX_EARLY);
      assertThat(answer.stamp().windowBytes()).isGreaterThan((1 << 20) - 100L * Arrivals.MAX_EARLY);
    }

    @Test
    void survivesMasksOfPacketsThatWereNeverSent() {
      connect();
      BitSet all = new BitSet();
      all.set(0, 2_000);
      byte[] data = new byte[100];

      receive(
          VICTIM,
          new UtpPacket(
              PacketType.DATA,
              id,
              new Stamp(1, 1, 1 << 20, first),
              100,
              SelectiveAck.of(all.get(0, 1_000)),
              ByteBuffer.wrap(data)));

      assertThat(call.connection().inbound().size()).isEqualTo(data.length);
    }
  }

  @Test
  void givesUpCallingWhoDoesNotAnswer() {
    SimulatedHost.Call call = host.call(VICTIM);

    assertThat(line.runUntil(() -> call.failure().isPresent(), 30)).isTrue();
    assertThat(call.failure().orElseThrow()).hasMessageContaining("no answer");
    assertThat(line.carried()).hasSize(UtpFlow.MAX_CALLS);
  }

  /** Another way to the same peer was quicker. */
  @Test
  void callsNoMoreWhenNobodyWaitsForTheAnswer() {
    SimulatedHost.Call call = host.call(VICTIM);
    call.hangUp();

    line.runFor(60);

    assertThat(line.carried()).hasSize(1);
    assertThat(line.isAtRest()).isTrue();
  }

  /** Whatever is done to packets on their way, nothing breaks but this connection. */
  @Test
  void survivesPacketsThatAreChangedOnTheirWay() {
    for (long seed = 1; seed <= 20; seed++) {
      SimulatedLine hostile = new SimulatedLine(Weather.FAIR, seed);
      SimulatedHost second = hostile.host(2);
      SimulatedHost.Call call = hostile.host(1).call(second);
      assertThat(hostile.runUntil(call::isAnswered, 5)).isTrue();
      Random random = new Random(seed);
      hostile.spoil(datagram -> {
        byte[] changed = datagram.clone();
        changed[random.nextInt(20)] ^= (byte) random.nextInt(256);
        return changed;
      });
      try {
        call.connection().write(ByteBuffer.wrap(new byte[100_000]));
      } catch (java.io.IOException e) {
        continue; // a changed packet was a reset
      }

      hostile.runFor(120);

      hostile.spoil(datagram -> datagram);
      SimulatedHost.Call other = hostile.host(3).call(second);
      assertThat(hostile.runUntil(other::isAnswered, 5)).as("seed %d", seed).isTrue();
    }
  }
}
