package dev.sluice.mobile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The foreman in virtual time, with an engine that writes down what it is told. */
class ForemanTest {
  private static final InfoHash TORRENT = InfoHash.parseHex("0123456789".repeat(4));
  private static final AddRequest ADDED = magnet();

  private final List<String> diary = new ArrayList<>();
  private long nowNanos = SECONDS.toNanos(1_000);
  private long closingNanos;
  private boolean canStart = true;
  private final Foreman foreman =
      new Foreman(
          Circumstances.unknown(new MobileOptions("state", "downloads")),
          this::start,
          new Listeners());

  private static AddRequest magnet() {
    try {
      MagnetLink link = MagnetLink.parse("magnet:?xt=urn:btih:" + TORRENT.toHex());
      return AddMagnet.of(link, Path.of("downloads"));
    } catch (MetainfoException e) {
      throw new AssertionError(e);
    }
  }

  private Engine start() {
    if (!canStart) {
      throw new UncheckedIOException(new IOException("no place for state"));
    }
    diary.add("start");
    return new FakeEngine();
  }

  /** Takes time to close, as one does that has to write. */
  private final class FakeEngine implements Engine {
    @Override
    public void add(AddRequest request) {
      diary.add("add");
    }

    @Override
    public void remove(InfoHash torrent) {
      diary.add("remove");
    }

    @Override
    public void retry(InfoHash torrent) {
      diary.add("retry");
    }

    @Override
    public void obey(Circumstances now, Set<InfoHash> paused) {
      if (!now.mayRun()) {
        diary.add("all rest");
      } else if (!paused.isEmpty()) {
        diary.add("one rests");
      }
    }

    @Override
    public List<TorrentView> views() {
      return List.of();
    }

    @Override
    public void close() {
      nowNanos += closingNanos;
      diary.add("close");
    }
  }

  private final class Listeners implements Audience {
    @Override
    public void watch(Engine engine) {}

    @Override
    public void forget(String torrent) {}

    @Override
    public void complain(String message) {
      diary.add("complain");
    }

    @Override
    public void quiet() {
      diary.add("quiet");
    }
  }

  private void runFor(int seconds) {
    foreman.carryOut(new Order.RunFor(nowNanos, seconds));
    foreman.onTime(nowNanos);
  }

  /** Lets time pass as the worker does: it comes when the foreman has asked for it. */
  private void pass(long nanos) {
    long endNanos = nowNanos + nanos;
    while (foreman.idleNanos(nowNanos) <= endNanos - nowNanos) {
      nowNanos += foreman.idleNanos(nowNanos);
      foreman.onTime(nowNanos);
    }
    nowNanos = Math.max(nowNanos, endNanos);
  }

  @Nested
  class InTheThirtySecondsThatASystemGrants {
    @Test
    void worksForTwentySevenAndIsSavedAndQuietBeforeTheyAreOver() {
      closingNanos = SECONDS.toNanos(2);
      long beganNanos = nowNanos;
      runFor(30);

      pass(SECONDS.toNanos(27) - 1);
      assertThat(diary).containsExactly("start");

      pass(1);
      assertThat(diary).containsExactly("start", "close", "quiet");
      assertThat(nowNanos - beganNanos).isLessThan(SECONDS.toNanos(30));
    }

    @Test
    void countsFromWhenTheAppAskedHoweverLongOrdersHaveWaited() {
      Order asked = new Order.RunFor(nowNanos, 30);
      nowNanos += SECONDS.toNanos(10);
      foreman.carryOut(asked);

      assertThat(foreman.idleNanos(nowNanos)).isEqualTo(SECONDS.toNanos(17));
    }

    @Test
    void goesOnWithTheSameTorrentsInTheNext() {
      foreman.carryOut(new Order.Add(ADDED));
      runFor(30);
      pass(SECONDS.toNanos(30));
      diary.clear();

      runFor(30);

      assertThat(diary).containsExactly("start", "add");
    }

    @Test
    void runsOnWhenTheAppComesBack() {
      runFor(30);
      foreman.carryOut(new Order.Start());

      pass(SECONDS.toNanos(100));

      assertThat(diary).containsExactly("start");
    }
  }

  @Test
  void keepsTwoAndAHalfSecondsOfAShortTime() {
    runFor(5);

    assertThat(foreman.idleNanos(nowNanos)).isEqualTo(SECONDS.toNanos(5) / 2);
  }

  @Test
  void isQuietAtOnceWhenTheEngineCannotStart() {
    canStart = false;

    runFor(30);

    assertThat(diary).containsExactly("complain", "quiet");
  }

  @Test
  void remembersFromRunToRunWhatRests() {
    foreman.carryOut(new Order.Add(ADDED));
    foreman.carryOut(new Order.Pause(TORRENT.toHex()));

    foreman.carryOut(new Order.Start());

    assertThat(diary).containsExactly("start", "add", "one rests");
  }

  @Test
  void letsAllRestWithoutANetwork() {
    foreman.carryOut(new Order.Start());
    foreman.carryOut(new Order.Network(NetworkKind.NONE));

    assertThat(diary).containsExactly("start", "all rest");
  }

  @Test
  void complainsOfAnInfoHashThatIsNone() {
    foreman.carryOut(new Order.Pause("film"));

    assertThat(diary).containsExactly("complain");
  }

  @Test
  void closesWhenToldToStop() {
    foreman.carryOut(new Order.Start());
    foreman.carryOut(new Order.Stop());

    assertThat(diary).containsExactly("start", "close");
    assertThat(foreman.hasEnded()).isTrue();
  }
}
