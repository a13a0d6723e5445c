package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice get}: downloads until everything wanted is here and verified. */
@Command(
    name = "get",
    header = "Download torrents, verify every byte, exit.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice get SOURCE... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice get debian.torrent -d ~/Downloads",
      "  sluice get series.torrent --select '*.mkv' --max-down 2M",
      "  sluice get debian.torrent --seed-ratio 2 --json",
      "",
      "RATE and SIZE: 500K and 2M are powers of 1000, 512KiB and 1MiB of 1024.",
      "Exit code: 0 complete, 1 failed, 2 wrong usage or torrent, 130 interrupted;",
      "the same command goes on where it stopped."
    })
final class GetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", arity = "0..*", description = "A .torrent file.")
  private List<String> sources = List.of();

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "Save here, not in the current folder.")
  private Path directory = Path.of("");

  @Option(
      names = "--select",
      paramLabel = "GLOB",
      description = "Get only the files that match; may be repeated.")
  private List<String> selected = List.of();

  @Option(
      names = "--max-down",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Download at most this many bytes a second; 0 is no limit.")
  private Optional<ByteCount> maxDown = Optional.empty();

  @Option(
      names = "--seed",
      arity = "0",
      fallbackValue = "true",
      description = "When complete, go on uploading until Ctrl-C.")
  private boolean isSeeding;

  @Mixin private TransferOptions options = new TransferOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  GetCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (sources.isEmpty()) {
      throw CommandFailure.usage("get what? name a .torrent file; see 'sluice get --help'");
    }
    options.network.check();
    SeedGoal goal = options.upload.goal(isSeeding);
    List<AddTorrent> requests = requests();
    ClientSettings settings = options.settings(world, maxDown, OptionalInt.empty());
    options.log.apply();
    return new Transfer(settings, requests, goal).run(world, options.reports::ofDownloads);
  }

  private List<AddTorrent> requests() throws CommandFailure {
    FileSelection selection = FileSelection.of(selected);
    List<Metainfo> torrents = torrents();
    refuseSharedFiles(torrents);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandFailure.failure(directory + ": not a folder; name another with -d");
    }
    Path target = directory.toAbsolutePath().normalize();
    return options.requests(
        torrents,
        torrent -> AddTorrent.of(torrent, target).withFiles(wanted(torrent, selection)::get));
  }

  private BitSet wanted(Metainfo torrent, FileSelection selection) throws CommandFailure {
    BitSet files = selection.of(torrent.info().files());
    if (!selected.isEmpty() && files.isEmpty()) {
      throw CommandFailure.usage(
          "--select matches no file of " + torrent.info().name() + "; see 'sluice show'");
    }
    return files;
  }

  private List<Metainfo> torrents() throws CommandFailure {
    List<Metainfo> torrents = new ArrayList<>();
    for (String source : sources) {
      torrents.add(TorrentFile.load(source));
    }
    return TorrentFile.distinct(torrents);
  }

  /** Two torrents that write one file would destroy each other's work. */
  private void refuseSharedFiles(List<Metainfo> torrents) throws CommandFailure {
    if (torrents.size() < 2) {
      return;
    }
    Map<String, Metainfo> owners = new HashMap<>();
    for (Metainfo torrent : torrents) {
      for (FileEntry file : torrent.info().files()) {
        Metainfo owner = owners.putIfAbsent(file.path().toString(), torrent);
        if (file.isStored() && owner != null && !owner.equals(torrent)) {
          throw CommandFailure.usage(
              "two of the torrents contain " + file.path() + "; get them into different folders");
        }
      }
    }
  }
}
