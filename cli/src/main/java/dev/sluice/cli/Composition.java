package dev.sluice.cli;

import dev.sluice.api.TorrentClient;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;

/**
 * Where the command line meets the engine: the one place that names its classes.
 *
 * @param clients starts a client for {@code get}
 * @param pieceCheck checks files for {@code verify}
 */
record Composition(ClientFactory clients, PieceCheck pieceCheck) {
  /** Returns the engine in this process. */
  static Composition ofEngine() {
    return new Composition(
        Composition::session,
        (torrent, directory, onProgress) -> {
          throw new java.io.IOException("checking is not built yet");
        });
  }

  private static TorrentClient session(ClientSettings settings) {
    SessionSettings session =
        SessionSettings.in(settings.stateDirectory())
            .withLimits(settings.limits())
            .withThreads(Thread.ofVirtual().factory());
    if (settings.bind().isPresent()) {
      session = session.withBindAddress(settings.bind().get());
    }
    if (settings.port().isPresent()) {
      session = session.withPort(settings.port().getAsInt());
    }
    if (settings.maxPeers().isPresent()) {
      session = session.withMaxPeers(settings.maxPeers().getAsInt());
    }
    return Session.start(session);
  }
}
