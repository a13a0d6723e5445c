package dev.sluice.swarm.discovery;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.AnnounceRequest;
import dev.sluice.tracker.TrackerClient;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks real trackers, each announce on a thread of its own. */
public final class ThreadedAnnouncer implements Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedAnnouncer.class);

  private final Actors actors;
  private final TrackerClient trackers;

  /** Starts threads through {@code actors} and lets {@code trackers} do the talking. */
  public ThreadedAnnouncer(Actors actors, TrackerClient trackers) {
    this.actors = actors;
    this.trackers = trackers;
  }

  @Override
  public void announce(URI tracker, AnnounceRequest request, Sink<Answer> answers) {
    actors.run(
        "announce " + tracker.getHost(),
        () -> answers.post(new Answer(tracker, request, reply(tracker, request))));
  }

  /** Whatever happens there is a reply, or the tracker would count as being asked for ever. */
  private AnnounceReply reply(URI tracker, AnnounceRequest request) throws InterruptedException {
    try {
      return trackers.announce(tracker, request);
    } catch (RuntimeException e) {
      LOG.error("a bug: asking {} must not end like this", tracker, e);
      return new AnnounceReply.Failed("internal error: " + e);
    }
  }
}
