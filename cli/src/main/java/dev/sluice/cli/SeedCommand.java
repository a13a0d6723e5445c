package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.cli.report.ErrorLine;
import dev.sluice.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice seed}: shares what is complete on disk, and downloads nothing. */
@Command(
    name = "seed",
    header = "Share complete files until stopped.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice seed TORRENT|FOLDER... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice seed debian.torrent -d ~/Downloads",
      "  sluice seed ~/torrents -d /srv/files --max-up 5M",
      "  sluice seed debian.torrent --seed-ratio 2",
      "  sluice seed mine.torrent --super-seed --upload-slots 8",
      "",
      "What lies on disk is checked first, unless it is as the last run left it.",
      "Exit code: 0 shared enough, 1 incomplete or failed, 2 wrong usage or torrent,",
      "130 stopped by Ctrl-C, 143 by SIGTERM."
    })
final class SeedCommand implements Callable<Integer> {
  /** An idle connection costs a seeder little; the choker bounds those that transfer. */
  private static final int USUAL_MAX_PEERS = 1000;

  @Parameters(
      paramLabel = "TORRENT",
      arity = "0..*",
      description = "A .torrent file, or a folder of them.")
  private List<String> sources = List.of();

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "The folder of the files, if not the current one.")
  private Path directory = Path.of("");

  @Option(
      names = "--super-seed",
      arity = "0",
      fallbackValue = "true",
      description = "As the only seeder, send as little as possible until there is another.")
  private boolean isSuperSeeding;

  @Mixin private TransferOptions options = new TransferOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  SeedCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (sources.isEmpty()) {
      throw CommandFailure.usage(
          "seed what? name a .torrent file or a folder of them; see 'sluice seed --help'");
    }
    options.network.check();
    SeedGoal goal = options.upload.goal(true);
    List<AddTorrent> requests = requests();
    ClientSettings settings =
        options
            .settings(world, Optional.empty(), OptionalInt.of(USUAL_MAX_PEERS))
            .superSeeding(isSuperSeeding);
    options.log.apply();
    return new Transfer(settings, requests, goal, options.disk.onSuspension(world))
        .run(world, options.reports::ofSeeding);
  }

  private List<AddTorrent> requests() throws CommandFailure {
    Path target = directory.toAbsolutePath().normalize();
    return options.requests(torrents(), torrent -> AddTorrent.of(torrent, target).seedOnly());
  }

  private List<Metainfo> torrents() throws CommandFailure {
    List<Metainfo> torrents = new ArrayList<>();
    for (String source : sources) {
      torrents.addAll(isFolder(source) ? inFolder(source) : List.of(TorrentFile.load(source)));
    }
    return TorrentFile.distinct(torrents);
  }

  private static boolean isFolder(String source) {
    try {
      return !source.isEmpty() && Files.isDirectory(Path.of(source));
    } catch (InvalidPathException _) {
      return false; // its reader says what is wrong with it
    }
  }

  /** One file that cannot be read is no reason to let the others down. */
  private List<Metainfo> inFolder(String folder) throws CommandFailure {
    List<Metainfo> torrents = new ArrayList<>();
    for (Path file : torrentFiles(Path.of(folder))) {
      try {
        torrents.add(TorrentFile.load(file.toString()));
      } catch (CommandFailure failure) {
        ErrorLine.print(world.errors(), failure.getMessage());
      }
    }
    if (torrents.isEmpty()) {
      throw CommandFailure.usage(folder + ": no .torrent file in it that can be used");
    }
    return torrents;
  }

  private static List<Path> torrentFiles(Path folder) throws CommandFailure {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.torrent")) {
      found.forEach(files::add);
    } catch (DirectoryIteratorException _) {
      throw CommandFailure.failure(folder + ": cannot be read to its end; check the disk");
    } catch (IOException e) {
      throw CommandFailure.reading(folder, e);
    }
    Collections.sort(files);
    return files;
  }
}
