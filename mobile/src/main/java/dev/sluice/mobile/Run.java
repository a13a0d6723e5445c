package dev.sluice.mobile;

import dev.sluice.api.AddRequest;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Paths;
import java.util.List;
import java.util.Set;

/** The engine from one start to its end. Owned by the worker. */
final class Run implements AutoCloseable {
  private final Session session;

  private Run(Session session) {
    this.session = session;
  }

  /**
   * Starts the engine.
   *
   * @throws UncheckedIOException if it cannot be, as without a place for its state; the message is
   *     a sentence for a person
   */
  static Run start(MobileOptions options) {
    return new Run(Session.start(settings(options)));
  }

  private static SessionSettings settings(MobileOptions options) {
    SessionSettings settings =
        SessionSettings.in(Paths.get(options.stateFolder()))
            .withPort(options.port())
            .withMaxPeers(options.maxPeers());
    if (!options.bindAddress().isEmpty()) {
      settings = settings.withBindAddress(address(options.bindAddress()));
    }
    if (!options.usesLocalNetwork()) {
      settings = settings.without(PeerSource.LSD).withoutPortMapping();
    }
    return options.usesDht()
        ? settings.withDht(SessionSettings.USUAL_DHT_BOOTSTRAP)
        : settings.without(PeerSource.DHT);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("no address of this phone: " + literal, e);
    }
  }

  /** Adds a torrent; one that is here already stays as it is. */
  void add(AddRequest request) {
    if (session.torrent(request.infoHash()).isEmpty()) {
      session.add(request);
    }
  }

  void remove(InfoHash torrent) {
    session.remove(torrent);
  }

  /** Lets run what may run, and no more: all but {@code paused}, if {@code now} allows any. */
  void obey(Circumstances now, Set<InfoHash> paused) {
    session.limit(now.limits());
    for (TorrentView view : session.torrents()) {
      if (!now.mayRun() || paused.contains(view.infoHash())) {
        session.pause(view.infoHash());
      } else if (view.state() == TorrentState.PAUSED) {
        session.resume(view.infoHash());
      }
    }
  }

  /** Takes up a torrent that has failed. */
  void retry(InfoHash torrent) {
    session.resume(torrent);
  }

  List<TorrentView> views() {
    return session.torrents();
  }

  /** Saves and closes everything; waits for that, and at most 1.5 seconds for trackers. */
  @Override
  public void close() {
    session.close();
  }
}
