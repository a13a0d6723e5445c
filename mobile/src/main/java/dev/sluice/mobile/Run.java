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
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A session on this phone. */
final class Run implements Engine {
  /**
   * For trackers and the router to hear that we go. Most answer within it; the others forget us by
   * themselves.
   */
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Session session;

  private Run(Session session) {
    this.session = session;
  }

  /**
   * Starts a session.
   *
   * @throws UncheckedIOException as {@link Engine.Starter} says
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
    Optional<MobileFolder> documents = options.documents();
    if (documents.isPresent()) {
      Path place = Paths.get(options.downloadFolder());
      settings = settings.withFolder(place, new AppFolder(documents.get()));
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

  @Override
  public void add(AddRequest request) {
    if (session.torrent(request.infoHash()).isEmpty()) {
      session.add(request);
    }
  }

  @Override
  public void remove(InfoHash torrent) {
    session.remove(torrent);
  }

  @Override
  public void obey(Circumstances now, Set<InfoHash> paused) {
    session.limit(now.limits());
    for (TorrentView view : session.torrents()) {
      if (!now.mayRun() || paused.contains(view.infoHash())) {
        session.pause(view.infoHash());
      } else if (view.state() == TorrentState.PAUSED) {
        session.resume(view.infoHash());
      }
    }
  }

  @Override
  public void retry(InfoHash torrent) {
    session.resume(torrent);
  }

  @Override
  public List<TorrentView> views() {
    return session.torrents();
  }

  @Override
  public void close() {
    session.close(GOODBYE_NANOS);
  }
}
