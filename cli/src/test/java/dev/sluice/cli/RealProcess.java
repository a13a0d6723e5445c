package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.FilePriority;
import dev.sluice.api.FileStream;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.ListeningView;
import dev.sluice.api.PortMappingView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.cli.report.Views;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The command as a process of its own, with everything real but the engine: torrents grow by
 * themselves at 100 MiB/s. For the signal test, and to look at: {@code main get x.torrent}.
 */
final class RealProcess {
  private RealProcess() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    Surroundings real = Surroundings.ofThisProcess();
    Surroundings world =
        new Surroundings(
            real.out(),
            real.errors(),
            real.environment(),
            Path.of(System.getProperty("user.dir")),
            real.isTerminal(),
            real.terminalSize(),
            real.nanoTime(),
            real.wallClock(),
            real.signals(),
            new Composition(
                _ -> new GrowingClient(),
                real.composition().pieceCheck(),
                real.composition().infoMaker()));
    System.exit(Main.run(world, args));
  }

  /** Torrents that are checked for a second, then grow; what holds them back changes. */
  private static final class GrowingClient implements TorrentClient {
    private final long startNanos = System.nanoTime();
    private final List<AddTorrent> requests = new ArrayList<>();

    @Override
    public InfoHash add(AddMagnet request) {
      throw new AssertionError("no magnet expected");
    }

    @Override
    public Optional<Metainfo> metainfo(InfoHash torrent) {
      return Optional.empty();
    }

    @Override
    public InfoHash add(AddTorrent request) {
      requests.add(request);
      return request.metainfo().infoHash();
    }

    @Override
    public void prioritise(InfoHash torrent, int fileIndex, FilePriority priority) {}

    @Override
    public Optional<FileStream> stream(InfoHash torrent, int fileIndex) {
      return Optional.empty();
    }

    @Override
    public List<TorrentView> torrents() {
      return requests.stream().map(this::view).toList();
    }

    private TorrentView view(AddTorrent request) {
      long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
      long wanted = request.metainfo().info().geometry().totalBytes();
      InfoHash name = request.metainfo().infoHash();
      Views view = Views.view().of(name, request.metainfo().info().name()).bytes(0, wanted);
      if (millis < 1000) {
        return view.checked(millis / 1000.0).build();
      }
      long done = Math.min(wanted, (millis - 1000) * 104_858);
      if (done == wanted) {
        return view.state(TorrentState.SEEDING).bytes(done, wanted).peers(8, 0).build();
      }
      HeldBackBy[] reasons = HeldBackBy.values();
      return view.bytes(done, wanted)
          .rates(100 * Views.MIB, 300 * 1024)
          .peers(8, 40)
          .heldBackBy(reasons[(int) (millis / 2000) % reasons.length])
          .build();
    }

    @Override
    public Subscription subscribe(Consumer<TorrentEvent> listener) {
      return () -> {};
    }

    @Override
    public ListeningView listening() {
      return new ListeningView(OptionalInt.empty(), "", PortMappingView.OFF, false);
    }

    @Override
    public void close() {
      System.err.println("client closed");
    }

    @Override
    public Optional<TorrentView> torrent(InfoHash torrent) {
      return torrents().stream().filter(view -> view.infoHash().equals(torrent)).findFirst();
    }

    @Override
    public void pause(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public void resume(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public void verify(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public void removeWithFiles(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public Optional<TorrentDetails> details(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public void remove(InfoHash torrent) {
      throw new AssertionError();
    }

    @Override
    public RateLimits limits() {
      return RateLimits.NONE;
    }

    @Override
    public void limit(InfoHash torrent, RateLimits limits) {}

    @Override
    public void limit(RateLimits limits) {
      throw new AssertionError();
    }
  }
}
