package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.tracker.AnnounceEvent;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.AnnounceRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A tracker that names whoever announced itself, the caller included, as real ones often do. */
final class SimulatedTracker {
  static final String URL = "http://tracker.test/announce";

  /** Another tracker, with a list of its own, that never goes down. */
  static final String OTHER_URL = "http://other.test/announce";

  private static final long LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final VirtualTime time;
  private final Random random;
  private final Map<PeerAddress, Boolean> completeByAddress = new LinkedHashMap<>();
  private final Map<PeerAddress, Boolean> listOfOther = new LinkedHashMap<>();
  private final List<AnnounceEvent> events = new ArrayList<>();
  private boolean down;
  private int announces;

  SimulatedTracker(VirtualTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  /** Answers nobody until {@link #goUp}. */
  void goDown() {
    down = true;
  }

  void goUp() {
    down = false;
  }

  int announces() {
    return announces;
  }

  /** Returns why everybody announced so far, in this order. */
  List<AnnounceEvent> events() {
    return events;
  }

  /** Returns how many have said, as their last word, that they lack nothing. */
  int completeCount() {
    return Collections.frequency(completeByAddress.values(), true);
  }

  /** Returns the tracker as one computer sees it. */
  Announcer announcerOf(Place place) {
    return (url, request, answers) -> announce(place, url, request, answers);
  }

  private void announce(
      Place place, URI url, AnnounceRequest request, Sink<Announcer.Answer> answers) {
    announces++;
    events.add(request.event());
    boolean isOther = url.toString().equals(OTHER_URL);
    Map<PeerAddress, Boolean> list = isOther ? listOfOther : completeByAddress;
    boolean unreachable = (down && !isOther) || place.isCutOff();
    time.after(
        unreachable ? TIMEOUT_NANOS : LATENCY_NANOS,
        () -> {
          AnnounceReply reply =
              unreachable ? new AnnounceReply.Failed("no answer") : reply(list, place, request);
          Posting.post(answers, new Announcer.Answer(url, request, reply));
        });
  }

  private AnnounceReply reply(
      Map<PeerAddress, Boolean> list, Place place, AnnounceRequest request) {
    PeerAddress address = new PeerAddress(place.address().ip(), request.port());
    if (request.event() == AnnounceEvent.STOPPED) {
      list.remove(address);
    } else {
      list.put(address, request.leftBytes() == 0);
    }
    return accepted(list, request.numWant());
  }

  private AnnounceReply accepted(Map<PeerAddress, Boolean> list, int wanted) {
    List<PeerAddress> peers = new ArrayList<>(list.keySet());
    Collections.shuffle(peers, random);
    int complete = Collections.frequency(list.values(), true);
    return new AnnounceReply.Accepted(
        INTERVAL_NANOS,
        AnnounceReply.Accepted.MIN_INTERVAL_NANOS,
        complete,
        peers.size() - complete,
        peers.subList(0, Math.max(0, Math.min(wanted, peers.size()))),
        "",
        Optional.empty());
  }

  /** Makes an address known that announces nothing itself. */
  void list(PeerAddress address) {
    completeByAddress.put(address, false);
  }
}
