package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "  sluice stream film.torrent --http 192.168.1.5:8088",
      "",
      "Players open the URL that is printed, or .../playlist.m3u8 for all files. Only this",
      "machine can, unless --http names another address; the URL then holds a secret token.",
      "Exit code: 0 the player was closed, 1 failed, 2 wrong usage or torrent, 130 interrupted;",
      "the same command goes on where it stopped."
    })
final class StreamCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", arity = "0..1", description = "A .torrent file.")
  private String source = "";

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "Save here, not in the current folder.")
  private Path directory = Path.of("");

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

  @Option(
      names = "--max-down",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Download at most this many bytes a second; 0 is no limit.")
  private Optional<ByteCount> maxDown = Optional.empty();

  @Mixin private TransferOptions options = new TransferOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  StreamCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (source.isEmpty()) {
      throw CommandFailure.usage("stream what? name a .torrent file; see 'sluice stream --help'");
    }
    options.network.check();
    SeedGoal goal = options.upload.goal(true);
    Metainfo torrent = TorrentFile.load(source);
    BitSet wanted = wanted(torrent);
    List<AddTorrent> requests = requests(torrent, wanted);
    ClientSettings settings = options.settings(world, maxDown, OptionalInt.empty());
    Optional<Player> player = isPlaying ? Optional.of(Player.find(world)) : Optional.empty();
    options.log.apply();
    AtomicBoolean hasPlayed = new AtomicBoolean();
    int code =
        new Transfer(settings, requests, goal)
            .run(
                world,
                options.reports::ofDownloads,
                (client, inbox) ->
                    Streaming.start(
                        client,
                        torrent,
                        wanted::get,
                        http,
                        player.map(found ->
                            found.endingWith(() -> {
                              hasPlayed.set(true);
                              inbox.stop();
                            }))));
    return code == ExitCode.INTERRUPTED && hasPlayed.get() ? ExitCode.OK : code;
  }

  private List<AddTorrent> requests(Metainfo torrent, BitSet wanted) throws CommandFailure {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandFailure.failure(directory + ": not a folder; name another with -d");
    }
    Path target = directory.toAbsolutePath().normalize();
    return options.requests(
        List.of(torrent), each -> AddTorrent.of(each, target).withFiles(wanted::get));
  }

  /** Returns the files to be fetched: the one that was named with its subtitles, or all. */
  private BitSet wanted(Metainfo torrent) throws CommandFailure {
    BitSet wanted = new BitSet();
    for (FileEntry file : torrent.info().files()) {
      wanted.set(file.index(), file.isStored());
    }
    if (fileIndex.isEmpty()) {
      return wanted;
    }
    int index = fileIndex.get();
    if (index < 0 || !wanted.get(index)) {
      throw CommandFailure.usage(
          "--file " + index + ": no such file in " + torrent.info().name() + "; see 'sluice show'");
    }
    return Streaming.withSubtitles(torrent, index);
  }
}
