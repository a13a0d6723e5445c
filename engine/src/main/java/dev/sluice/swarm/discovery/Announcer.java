package dev.sluice.swarm.discovery;

import dev.sluice.actor.Sink;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.AnnounceRequest;
import java.net.URI;

/** Asks trackers; the world of trackers as a torrent sees it. */
@FunctionalInterface
public interface Announcer {
  /** Begins to ask and returns at once; one {@link Answer} follows. */
  void announce(URI tracker, AnnounceRequest request, Sink<Answer> answers);

  /**
   * What came of an announce.
   *
   * @param tracker who was asked
   * @param request what it was told
   * @param reply what it said
   */
  record Answer(URI tracker, AnnounceRequest request, AnnounceReply reply) {}
}
