package dev.sluice.swarm.discovery;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.tracker.AnnounceRequest;
import dev.sluice.tracker.TrackerClient;
import java.net.URI;

/** Asks real trackers, each announce on a thread of its own. */
public final class ThreadedAnnouncer implements Announcer {
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
        () -> answers.post(new Answer(tracker, request, trackers.announce(tracker, request))));
  }
}
