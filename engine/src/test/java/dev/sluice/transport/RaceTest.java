package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Several ways to one peer, and what becomes of those that are not taken. */
class RaceTest {
  private final Race race = new Race();

  private static final class Line implements Connection {
    boolean isClosed;

    @Override
    public PeerAddress remote() {
      return new PeerAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public int read(ByteBuffer target) {
      return -1;
    }

    @Override
    public long read(ByteBuffer first, ByteBuffer second) {
      return -1;
    }

    @Override
    public void write(ByteBuffer source) {}

    @Override
    public void close() {
      isClosed = true;
    }
  }

  @Test
  void isWonByTheFirstAndClosesTheSecond() throws IOException {
    Line first = new Line();
    Line second = new Line();
    race.enter();
    race.enter();

    race.won(first);
    race.won(second);

    assertThat(race.await(0)).containsSame(first);
    assertThat(first.isClosed).isFalse();
    assertThat(second.isClosed).isTrue();
  }

  @Test
  void isNotWaitedForWhenAllHaveLost() throws IOException {
    race.enter();
    race.enter();

    race.lost(new IOException("refused"));
    race.lost(new IOException("silent"));

    assertThat(race.await(Long.MAX_VALUE)).isEmpty();
    assertThat(race.failure().orElseThrow()).hasMessage("refused");
  }

  @Test
  void goesOnAfterOneHasLost() throws IOException {
    Line line = new Line();
    race.enter();
    race.enter();

    race.lost(new IOException("refused"));
    race.won(line);

    assertThat(race.await(0)).containsSame(line);
  }

  @Test
  void closesWhoComesWhenNobodyWaitsAnyMore() {
    Line early = new Line();
    Line late = new Line();
    race.enter();
    race.enter();

    race.won(early);
    race.close();
    race.won(late);

    assertThat(early.isClosed).isTrue();
    assertThat(late.isClosed).isTrue();
  }
}
