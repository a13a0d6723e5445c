package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections from call to goodbye, on lines of all kinds. */
class UtpTransferTest {
  private static final int MIB = 1 << 20;

  /** Two who are connected; the first has called. */
  private static final class Pair {
    final SimulatedLine line;
    final UtpConnection caller;
    final UtpConnection answerer;

    Pair(SimulatedLine line) {
      this.line = line;
      SimulatedHost second = line.host(2);
      SimulatedHost.Call call = line.host(1).call(second);
      assertThat(line.runUntil(call::isAnswered, 30)).as("answered, seed %d", line.seed).isTrue();
      caller = call.connection();
      greet();
      assertThat(line.runUntil(second::hasCaller, 60)).as("met, seed %d", line.seed).isTrue();
      answerer = second.accept();
    }

    /** Who calls speaks first, as peers do. */
    private void greet() {
      try {
        caller.write(ByteBuffer.wrap(new byte[1]));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    Cargo there(long bytes) {
      return Cargo.move(line, caller, answerer, bytes, 1);
    }

    Cargo back(long bytes) {
      return Cargo.move(line, answerer, caller, bytes, 0);
    }
  }

  static Stream<Arguments> kindsOfWeather() {
    Weather fair = Weather.FAIR;
    return Stream.of(
        Arguments.of("fair", fair),
        Arguments.of("far", fair.delayed(200)),
        Arguments.of("losing one of a hundred", fair.losing(0.01)),
        Arguments.of("losing one of ten", fair.losing(0.1)),
        Arguments.of("overtaking", fair.jittery(30)),
        Arguments.of("doubling", fair.duplicating(0.2)),
        Arguments.of("narrow", fair.narrow(200_000, 20_000)),
        Arguments.of("low", fair.low(1_250)),
        Arguments.of(
            "all of it",
            fair.delayed(50).losing(0.05).jittery(20).duplicating(0.05).narrow(500_000, 50_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kindsOfWeather")
  void carriesEveryByteBothWaysInAnyWeather(String name, Weather weather) {
    for (long seed = 1; seed <= 5; seed++) {
      Pair pair = new Pair(new SimulatedLine(weather, seed));

      Cargo there = pair.there(MIB / 2);
      Cargo back = pair.back(MIB / 4);

      assertThat(pair.line.runUntil(() -> there.isThere() && back.isThere(), 600))
          .as("all there, seed %d", seed)
          .isTrue();
    }
  }

  @Test
  void goesOnWhenTheClockBeginsAnew() {
    long wrapNanos = TimeUnit.MICROSECONDS.toNanos(1L << 32);
    Weather weather = Weather.FAIR.losing(0.01).narrow(500_000, 100_000);
    Pair pair = new Pair(new SimulatedLine(weather, 7, wrapNanos - TimeUnit.SECONDS.toNanos(2)));

    Cargo cargo = pair.there(2 * MIB);

    assertThat(pair.line.runUntil(cargo::isThere, 60)).isTrue();
    assertThat(pair.line.nowNanos()).isGreaterThan(wrapNanos);
  }

  /** More packets than there are numbers. */
  @Test
  void goesOnWhenNumbersBeginAnew() {
    Pair pair = new Pair(new SimulatedLine(Weather.FAIR.delayed(2), 8));

    Cargo cargo = pair.there(100L * MIB);

    assertThat(pair.line.runUntil(cargo::isThere, 600)).isTrue();
  }

  @Nested
  class Speed {
    /**
     * The model: a window that grows by 3,000 bytes a round trip, and is halved by each loss, is on
     * average sqrt(1.5 · growth · packet / loss) bytes (Mathis et al.).
     */
    @Test
    void isThatOfTheModelWhereOnePacketOfAHundredIsLost() {
      double roundTripSeconds = 0.1;
      double packetBytes = 1_450;
      double modelRate = Math.sqrt(1.5 * 3_000 * packetBytes / 0.01) / roundTripSeconds;
      Pair pair = new Pair(new SimulatedLine(Weather.FAIR.delayed(50).losing(0.01), 11));

      Cargo cargo = pair.there(1L << 40);
      pair.line.runFor(300);

      double rate = cargo.received() / 300.0;
      System.out.printf(
          "1%% loss, 50 ms each way: %.0f KB/s; model %.0f%n", rate / 1000, modelRate / 1000);
      assertThat(rate).isBetween(0.8 * modelRate, 1.4 * modelRate);
    }

    @Test
    void fillsALineAndKeepsItsQueueAtTheTarget() {
      int lineRate = 1_000_000;
      Pair pair =
          new Pair(new SimulatedLine(Weather.FAIR.delayed(20).narrow(lineRate, lineRate), 12));

      Cargo cargo = pair.there(1L << 40);
      pair.line.runFor(30);
      long before = cargo.received();
      long startQueueNanos = pair.line.longestQueueNanos();
      pair.line.runFor(60);
      double rate = (cargo.received() - before) / 60.0;
      long queueNanos = pair.line.longestQueueNanos();

      System.out.printf(
          "line of 1 MB/s: %.0f KB/s, queue %d ms, at the start %d ms%n",
          rate / 1000, queueNanos / 1_000_000, startQueueNanos / 1_000_000);
      assertThat(rate).isGreaterThan(0.93 * lineRate);
      assertThat(queueNanos).isLessThan(TimeUnit.MILLISECONDS.toNanos(150));
    }

    @Test
    void isThatOfAFastLineSoon() {
      int lineRate = 10_000_000;
      Pair pair =
          new Pair(new SimulatedLine(Weather.FAIR.delayed(10).narrow(lineRate, lineRate / 10), 13));

      Cargo cargo = pair.there(20L * MIB);

      assertThat(pair.line.runUntil(cargo::isThere, 4)).isTrue();
    }
  }

  @Test
  void findsOutHowLargePacketsMayBe() {
    Pair pair = new Pair(new SimulatedLine(Weather.FAIR.low(1_400), 21));

    Cargo cargo = pair.there(4L * MIB);
    assertThat(pair.line.runUntil(cargo::isThere, 60)).isTrue();

    int largest =
        pair.line.carried().stream()
            .skip(pair.line.carried().size() / 2)
            .mapToInt(datagram -> datagram.payload().length)
            .max()
            .orElseThrow();
    assertThat(largest).isBetween(1_400 - 16, 1_400);
  }

  @Test
  void waitsForAReaderAndHoldsNoMoreThanItsRoom() {
    Pair pair = new Pair(new SimulatedLine(Weather.FAIR.losing(0.01), 31));

    Cargo cargo = pair.there(8L * MIB);
    cargo.rest(true);
    pair.line.runFor(180);
    assertThat(pair.answerer.inbound().size())
        .isBetween(MIB / 2, pair.answerer.inbound().capacity());
    long sentWhileFull = pair.line.carried().size();
    pair.line.runFor(60);
    assertThat(pair.line.carried().size() - sentWhileFull).isLessThan(50);
    cargo.rest(false);

    assertThat(pair.line.runUntil(cargo::isThere, 60)).isTrue();
  }

  @Nested
  class Goodbye {
    @Test
    void comesBehindAllThatWasWritten() {
      Pair pair = new Pair(new SimulatedLine(Weather.FAIR.losing(0.05), 41));

      Cargo cargo = pair.there(MIB / 8);
      pair.caller.close();

      assertThat(pair.line.runUntil(cargo::hasEnded, 5)).isTrue();
      assertThat(cargo.received()).isEqualTo(MIB / 8);
    }

    @Test
    void leavesNothingBehindOnceBothHaveSaidIt() {
      Pair pair = new Pair(new SimulatedLine(Weather.FAIR, 42));
      pair.there(1);
      pair.line.runFor(1);

      pair.caller.close();
      pair.line.runFor(1);
      pair.answerer.close();
      pair.line.runFor(10);
      int before = pair.line.carried().size();
      pair.line.runFor(300);

      assertThat(pair.line.carried()).hasSize(before);
    }

    @Test
    void isNotWaitedForWhenTheOtherIsGone() {
      Pair pair = new Pair(new SimulatedLine(Weather.FAIR, 43));
      pair.line.weather(Weather.FAIR.losing(1));

      pair.caller.close();
      pair.line.runFor(10);
      long before = sentByCaller(pair.line);
      pair.line.runFor(300);

      assertThat(sentByCaller(pair.line)).isEqualTo(before);
    }

    private long sentByCaller(SimulatedLine line) {
      return line.carried().stream()
          .filter(datagram -> datagram.from().equals(SimulatedLine.address(1)))
          .count();
    }

    @Test
    void ofALineThatWasCutIsAnError() {
      Pair pair = new Pair(new SimulatedLine(Weather.FAIR, 44));
      Cargo cargo = pair.there(10L * MIB);
      pair.line.runFor(0.1);

      pair.line.weather(Weather.FAIR.losing(1));
      pair.line.runFor(90);

      assertThat(cargo.isThere()).isFalse();
      assertThat(failureOf(pair.caller)).isEqualTo("no answer");
    }
  }

  static String failureOf(UtpConnection connection) {
    try {
      connection.inbound().takeSome(ByteBuffer.allocate(1), ByteBuffer.allocate(0));
      return "none";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void saysSomethingNowAndThenSoThatRoutersRemember() {
    Pair pair = new Pair(new SimulatedLine(Weather.FAIR, 51));
    pair.line.runFor(1);
    int before = pair.line.carried().size();

    pair.line.runFor(100);

    assertThat(pair.line.carried().size() - before).isBetween(6, 8);
  }
}
