package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import dev.sluice.tracker.AnnounceEvent;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.AnnounceRequest;
import dev.sluice.tracker.ScrapeReply;
import dev.sluice.tracker.TrackerClient;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadedAnnouncerTest {
  private static final URI TRACKER = URI.create("http://tracker.test/announce");

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final BlockingQueue<Announcer.Answer> answers = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    actors.close();
  }

  @Test
  void answersAlsoWhenTheClientHasABug() throws InterruptedException {
    AnnounceRequest request =
        new AnnounceRequest(
            InfoHash.of(new byte[20]),
            PeerId.random(new Random(1)),
            6881,
            0,
            0,
            0,
            AnnounceEvent.STARTED,
            10,
            7);

    new ThreadedAnnouncer(actors, new BuggyClient()).announce(TRACKER, request, new Answers());

    Announcer.Answer answer = answers.take();
    assertThat(answer.tracker()).isEqualTo(TRACKER);
    assertThat(answer.reply())
        .isInstanceOfSatisfying(
            AnnounceReply.Failed.class, failed -> assertThat(failed.cause()).contains("a bug"));
  }

  private static final class BuggyClient implements TrackerClient {
    @Override
    public AnnounceReply announce(URI tracker, AnnounceRequest request) {
      throw new IllegalStateException("a bug, as the test wants it");
    }

    @Override
    public ScrapeReply scrape(URI tracker, List<InfoHash> torrents) {
      throw new AssertionError("nobody asked for this");
    }
  }

  private final class Answers implements Sink<Announcer.Answer> {
    @Override
    public boolean post(Announcer.Answer answer) {
      return offer(answer);
    }

    @Override
    public boolean offer(Announcer.Answer answer) {
      return answers.add(answer);
    }
  }
}
