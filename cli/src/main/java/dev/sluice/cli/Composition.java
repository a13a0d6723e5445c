package dev.sluice.cli;

import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentClient;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.TorrentCreator;
import dev.sluice.model.Carrier;
import dev.sluice.model.PieceSet;
import dev.sluice.session.Creation;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import dev.sluice.session.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Where the command line meets the engine: the one place that names its classes.
 *
 * @param clients starts a client for {@code get}
 * @param pieceCheck checks files for {@code verify}
 * @param infoMaker makes torrents for {@code create}
 */
record Composition(ClientFactory clients, PieceCheck pieceCheck, InfoMaker infoMaker) {
  /** Returns the engine in this process. */
  static Composition ofEngine() {
    return new Composition(Composition::session, Composition::check, Composition::survey);
  }

  private static TorrentClient session(ClientSettings settings) {
    SessionSettings session =
        SessionSettings.in(settings.stateDirectory())
            .withLimits(settings.limits())
            .withEncryption(settings.encryption())
            .withProbe(settings.probe())
            .withThreads(Carriers.virtualThreads());
    if (settings.bind().isPresent()) {
      session = session.withBindAddress(settings.bind().get());
    }
    if (settings.port().isPresent()) {
      session = session.withPort(settings.port().getAsInt());
    }
    if (settings.maxPeers().isPresent()) {
      session = session.withMaxPeers(settings.maxPeers().getAsInt());
    }
    for (Carrier unwanted : EnumSet.complementOf(EnumSet.copyOf(settings.carriers()))) {
      session = session.without(unwanted);
    }
    for (PeerSource avoided : settings.avoided()) {
      session = session.without(avoided);
    }
    if (settings.uploadSlots().isPresent()) {
      session = session.withUploadSlots(settings.uploadSlots().getAsInt());
    }
    if (settings.isSuperSeeding()) {
      session = session.withSuperSeeding();
    }
    if (settings.dht().isPresent()) {
      session = session.withDht(bootstrap(settings.dht().get(), settings.bind()));
    }
    if (settings.proxy().isPresent()) {
      session = session.withProxy(settings.proxy().get());
    }
    session = session.withBlocked(settings.blocked());
    if (settings.reserveBytes().isPresent()) {
      session = session.withReserve(settings.reserveBytes().getAsLong());
    }
    if (!settings.portMapping()) {
      session = session.withoutPortMapping();
    }
    return Session.start(session);
  }

  /**
   * Returns by which nodes to enter the DHT. The usual ones cannot be reached from a loopback
   * address, and are then not even looked up.
   */
  private static List<Endpoint> bootstrap(List<Endpoint> named, Optional<InetAddress> bind) {
    boolean isConfined = bind.isPresent() && bind.get().isLoopbackAddress();
    return named.isEmpty() && !isConfined ? SessionSettings.USUAL_DHT_BOOTSTRAP : named;
  }

  private static PieceSet check(Metainfo torrent, Path directory, IntConsumer onProgress)
      throws IOException, InterruptedException {
    int pieceBytes = torrent.info().geometry().pieceBytes();
    return Verification.check(
        torrent.info(),
        directory,
        checkedBytes -> onProgress.accept((int) (checkedBytes / pieceBytes)));
  }

  private static InfoMaker.Surveyed survey(Path content, InfoOptions options)
      throws IOException, MetainfoException {
    Creation creation = Creation.survey(content, options);
    return new InfoMaker.Surveyed() {
      @Override
      public TorrentCreator plan() {
        return creation.plan();
      }

      @Override
      public List<Path> skipped() {
        return creation.skipped();
      }

      @Override
      public Info hash(LongConsumer onProgress) throws IOException, InterruptedException {
        return creation.hash(onProgress);
      }
    };
  }
}
