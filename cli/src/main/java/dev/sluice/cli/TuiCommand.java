package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentClient;
import dev.sluice.tui.Setup;
import dev.sluice.tui.TerminalUi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice tui}: torrents on a screen, moved by keys and mouse. */
@Command(
    name = "tui",
    header = "Show and steer torrents in the terminal.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice tui [SOURCE...] [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice tui",
      "  sluice tui debian.torrent -d ~/Downloads",
      "  NO_COLOR=1 sluice tui 'magnet:?xt=urn:btih:...'",
      "",
      "Keys stand at the foot of each screen; ? shows all of them. Torrents that are here when",
      "you leave are here again the next time.",
      "Exit code: 0 left with q, 1 failed, 2 wrong usage."
    })
final class TuiCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description = "A .torrent file, a magnet link, or an info-hash.")
  private List<String> sources = List.of();

  @Mixin private DownloadOptions download = new DownloadOptions();

  @Option(
      names = "--max-up",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Upload at most this many bytes a second; 0 is no limit.")
  private Optional<ByteCount> maxUp = Optional.empty();

  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private LogOptions log = new LogOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  TuiCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    network.check();
    if (!world.isTerminal()) {
      throw CommandFailure.failure("tui needs a terminal; scripts use 'sluice get'");
    }
    if (log.writesToErrors()) {
      throw CommandFailure.usage(
          "tui has the screen to itself; log to a file, as in --log tui.log");
    }
    ClientSettings settings =
        TransferOptions.settings(
                network,
                state.directory(world),
                new RateLimits(UploadOptions.limit(download.maxDown), UploadOptions.limit(maxUp)),
                OptionalInt.empty())
            .withBlocked(network.filter.load(world, network));
    log.apply();
    TuiStreams streams = new TuiStreams();
    TerminalUi ui = new TerminalUi(setup(settings, streams));
    try (var _ = world.signals().listen(ui::stop);
        TorrentClient client = world.composition().clients().start(settings);
        streams) {
      ui.run(client);
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailure.failure("tui: " + e.getMessage());
    }
  }

  private Setup setup(ClientSettings settings, TuiStreams streams) throws CommandFailure {
    return new Setup(
        this::request,
        streams,
        sources,
        download.target(),
        world.home(),
        settings.stateDirectory().resolve("tui"),
        world.look().isColoured());
  }

  private AddRequest request(String source, Path folder) throws NotWantedException {
    try {
      return switch (TorrentSource.of(source)) {
        case TorrentSource.Known(var torrent) -> known(AddTorrent.of(torrent, folder));
        case TorrentSource.Named(var link) ->
            TransferOptions.request(AddMagnet.of(link, folder), network);
      };
    } catch (CommandFailure e) {
      throw new NotWantedException(e.getMessage());
    }
  }

  private AddTorrent known(AddTorrent wish) throws CommandFailure {
    AddTorrent request = wish.withPeers(network.addresses());
    return network.areTrackersOff ? request.withoutTrackers() : request;
  }
}
