package dev.sluice.tracker;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.model.Bep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Questions and answers over one link, with the connection id that the tracker gave for it. */
@Bep(15)
final class UdpConversation implements AutoCloseable {
  /** BEP 15: a client may use a connection id until one minute after it has received it. */
  private static final long CONNECTION_ID_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DatagramLink link;
  private final MonotonicClock clock;
  private final Random random;
  private OptionalLong connectionId = OptionalLong.empty();
  private long connectedAtNanos;

  /** Makes one over {@code link} [own]. */
  UdpConversation(DatagramLink link, MonotonicClock clock, Random random) {
    this.link = link;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Asks once, connecting first where needed.
   *
   * @param timeoutNanos for all of it
   * @return the answer, an error perhaps; empty if none came in time
   * @throws IOException if the tracker cannot be reached
   */
  Optional<UdpAnswer> ask(UdpQuestion question, long timeoutNanos)
      throws IOException, InterruptedException {
    long startNanos = clock.nanoTime();
    if (!isConnected(startNanos)) {
      Optional<UdpAnswer> refusal = connect(startNanos, timeoutNanos);
      if (connectionId.isEmpty()) {
        return refusal;
      }
    }
    return exchange(question, connectionId.getAsLong(), startNanos, timeoutNanos);
  }

  private boolean isConnected(long nowNanos) {
    return connectionId.isPresent() && nowNanos - connectedAtNanos < CONNECTION_ID_NANOS;
  }

  private Optional<UdpAnswer> connect(long startNanos, long timeoutNanos)
      throws IOException, InterruptedException {
    connectionId = OptionalLong.empty();
    UdpQuestion connect = new UdpQuestion.Connect();
    Optional<UdpAnswer> answer =
        exchange(connect, UdpQuestion.Connect.PROTOCOL_ID, startNanos, timeoutNanos);
    if (answer.isPresent() && !answer.get().isError()) {
      connectionId = OptionalLong.of(answer.get().connectionId());
      connectedAtNanos = clock.nanoTime();
    }
    return answer;
  }

  /** Sends one datagram and passes over whatever comes until its answer or the end of patience. */
  private Optional<UdpAnswer> exchange(
      UdpQuestion question, long connectionId, long startNanos, long timeoutNanos)
      throws IOException, InterruptedException {
    int transactionId = random.nextInt();
    link.send(question.encode(connectionId, transactionId));
    while (true) {
      long leftNanos = timeoutNanos - (clock.nanoTime() - startNanos);
      Optional<ByteBuffer> datagram = leftNanos > 0 ? link.receive(leftNanos) : Optional.empty();
      if (datagram.isEmpty()) {
        return Optional.empty();
      }
      Optional<UdpAnswer> answer = UdpAnswer.parse(datagram.get(), question, transactionId);
      if (answer.isPresent()) {
        return answer;
      }
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
