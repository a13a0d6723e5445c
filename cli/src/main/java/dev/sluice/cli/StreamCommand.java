package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.NotWantedException;
import dev.sluice.daemon.stream.StreamServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice stream}: serves a torrent's files to players while they download. */
@Command(
    name = "stream",
    header = "Watch a torrent while it downloads.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice stream SOURCE [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice stream film.torrent --play",
      "  sluice stream series.torrent --file 3 -d ~/Videos",
      "  sluice stream 'magnet:?xt=urn:btih:...' --play",
      "  sluice stream film.torrent --http 192.168.1.5:8088",
      "",
      "Players open the URL that is printed, or .../playlist.m3u8 for all files. Only this",
      "machine can, unless --http names another address; the URL then holds a secret token.",
      "Exit code: 0 the player was closed, 1 failed, 2 wrong usage or torrent, 130 interrupted;",
      "the same command goes on where it stopped."
    })
final class StreamCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..1",
      description = "A .torrent file, a magnet link, or an info-hash.")
  private String source = "";

  @Option(
      names = "--file",
      paramLabel = "N",
      description = "Only this file, counted from 0 as 'sluice show' does, and its subtitles.")
  private Optional<Integer> fileIndex = Optional.empty();

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      converter = HttpAddress.class,
      description = "Serve here; port 0 is any. Usual: 127.0.0.1:8088.")
  private Optional<InetSocketAddress> http = Optional.empty();

  @Option(
      names = "--play",
      arity = "0",
      fallbackValue = "true",
      description = "Open the file in mpv, vlc or ffplay, and stop when that is closed.")
  private boolean isPlaying;

  @Mixin private DownloadOptions download = new DownloadOptions();
  @Mixin private TransferOptions options = new TransferOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  StreamCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (source.isEmpty()) {
      throw CommandFailure.usage(
          "stream what? name a .torrent file or magnet link; see 'sluice stream --help'");
    }
    options.network.check();
    SeedGoal goal = options.upload.goal(true);
    AddRequest request =
        switch (TorrentSource.of(source)) {
          case TorrentSource.Known(Metainfo metainfo) -> request(metainfo);
          case TorrentSource.Named(MagnetLink link) -> request(link);
        };
    ClientSettings settings = options.settings(world, download.maxDown, OptionalInt.empty());
    Optional<Player> player = isPlaying ? Optional.of(Player.find(world)) : Optional.empty();
    options.log.apply();
    return watch(new Transfer(settings, List.of(request), goal), player);
  }

  private int watch(Transfer transfer, Optional<Player> player)
      throws CommandFailure, InterruptedException {
    AtomicBoolean hasPlayed = new AtomicBoolean();
    int code =
        transfer.run(
            world,
            options.reports::ofDownloads,
            (client, inbox) ->
                Streaming.start(
                    client,
                    http,
                    player.map(found ->
                        found.endingWith(() -> {
                          hasPlayed.set(true);
                          inbox.stop();
                        }))));
    return code == ExitCode.INTERRUPTED && hasPlayed.get() ? ExitCode.OK : code;
  }

  private AddTorrent request(Metainfo torrent) throws CommandFailure {
    try {
      BitSet wanted = wanted(torrent.info());
      return options.request(AddTorrent.of(torrent, download.target()).withFiles(wanted::get));
    } catch (NotWantedException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }

  /** Which file the user names counts more than which the link does. */
  private AddMagnet request(MagnetLink link) throws CommandFailure {
    AddMagnet wish = AddMagnet.of(link, download.target());
    return options.request(
        fileIndex.isPresent() ? wish.withFiles(info -> wanted(info)::get) : wish);
  }

  /** Returns the files to be fetched: the one that was named with its subtitles, or all. */
  private BitSet wanted(Info torrent) throws NotWantedException {
    BitSet stored = new BitSet();
    for (FileEntry file : torrent.files()) {
      stored.set(file.index(), file.isStored());
    }
    if (fileIndex.isEmpty()) {
      return stored;
    }
    int index = fileIndex.get();
    if (index < 0 || !stored.get(index)) {
      throw new NotWantedException(
          "--file " + index + ": no such file in " + torrent.name() + "; see 'sluice show'");
    }
    return withSubtitles(torrent.files(), index);
  }

  private static BitSet withSubtitles(FileLayout files, int fileIndex) {
    BitSet wanted = new BitSet();
    wanted.set(fileIndex);
    StreamServer.subtitlesOf(files, files.file(fileIndex))
        .forEach(file -> wanted.set(file.index()));
    return wanted;
  }
}
