package dev.sluice.cli;

import dev.sluice.cli.report.Amounts;
import dev.sluice.cli.report.CheckBar;
import dev.sluice.cli.report.ErrorLine;
import dev.sluice.cli.report.Json;
import dev.sluice.cli.report.PlainText;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.TorrentCreator;
import dev.sluice.model.Version;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice create}: makes a .torrent file of a file or folder. */
@Command(
    name = "create",
    header = "Make a torrent of a file or folder.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice create PATH [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice create film.mkv --announce http://tracker.example/announce",
      "  sluice create photos -o photos-2026.torrent --piece-length 1MiB --private",
      "  sluice create photos --announce udp://a.example:6969,udp://b.example:6969",
      "",
      "Links are left out, hidden files are not; empty folders leave no trace.",
      "Exit code: 0 done, 1 something cannot be read or written, 2 wrong usage."
    })
final class CreateCommand implements Callable<Integer> {
  /** Of the bar: more than a screen has columns. */
  private static final int BAR_STEPS = 1000;

  /** Links named one by one. */
  private static final int MAX_SKIPPED_LINES = 10;

  @Parameters(paramLabel = "PATH", arity = "0..1", description = "A file or folder.")
  private String content = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write this file, not NAME.torrent in the current folder.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--announce",
      paramLabel = "URL",
      description =
          "A tracker, or several of one rank with commas; each further use is a next tier.")
  private List<String> trackers = List.of();

  @Option(
      names = "--web-seed",
      paramLabel = "URL",
      description = "A web server that has the files; may be repeated.")
  private List<String> webSeeds = List.of();

  @Option(
      names = "--piece-length",
      paramLabel = "SIZE",
      converter = ByteCount.Converter.class,
      description = "A power of two from 16KiB to 128MiB; without it 1000 to 2000 pieces.")
  private Optional<ByteCount> pieceLength = Optional.empty();

  @Option(
      names = "--private",
      arity = "0",
      fallbackValue = "true",
      description = "Peers may come from the trackers alone.")
  private boolean isPrivate;

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "A mark that makes the info-hash a tracker's own.")
  private String source = "";

  @Option(names = "--comment", paramLabel = "TEXT", description = "A text for people.")
  private String comment = "";

  @Option(
      names = "--no-date",
      arity = "0",
      fallbackValue = "true",
      description = "Do not write when it was made.")
  private boolean isUndated;

  @Option(
      names = "--pad",
      arity = "0",
      fallbackValue = "true",
      description = "Begin each file with a piece of its own (padding files).")
  private boolean isPadded;

  @Option(
      names = "--force",
      arity = "0",
      fallbackValue = "true",
      description = "Overwrite the output.")
  private boolean isForced;

  @Option(
      names = "--json",
      arity = "0",
      fallbackValue = "true",
      description = "Print one JSON object.")
  private boolean isJson;

  @Option(
      names = {"-q", "--quiet"},
      arity = "0",
      fallbackValue = "true",
      description = "Print nothing but failures.")
  private boolean isQuiet;

  @Mixin private LogOptions log = new LogOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  CreateCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (content.isEmpty()) {
      throw CommandFailure.usage("create what? name a file or folder; see 'sluice create --help'");
    }
    List<List<String>> tiers = tiers();
    for (String url : webSeeds) {
      checkUrl("--web-seed", url, List.of("http", "https", "ftp"));
    }
    log.apply();
    InfoMaker.Surveyed surveyed = survey();
    Path file = output.orElse(Path.of(surveyed.plan().name() + ".torrent"));
    refuseToOverwrite(file);
    tellSkipped(surveyed.skipped());
    Metainfo torrent =
        new Metainfo(
            hash(surveyed), tiers, webSeeds, List.of(), comment, Version.PRODUCT, creationDate());
    write(file, torrent.encode());
    print(torrent, file);
    return ExitCode.OK;
  }

  private Optional<Instant> creationDate() {
    return isUndated ? Optional.empty() : Optional.of(world.wallClock().get());
  }

  private List<List<String>> tiers() throws CommandFailure {
    List<List<String>> tiers = new ArrayList<>();
    for (String option : trackers) {
      List<String> tier = Arrays.stream(option.split(",")).map(String::strip).toList();
      for (String url : tier) {
        checkUrl("--announce", url, List.of("http", "https", "udp", "ws", "wss"));
      }
      tiers.add(tier);
    }
    return tiers;
  }

  private static void checkUrl(String option, String url, List<String> schemes)
      throws CommandFailure {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null && schemes.contains(String.valueOf(uri.getScheme()))) {
        return;
      }
    } catch (URISyntaxException _) {
      // Told below in words of our own.
    }
    throw CommandFailure.usage(
        "%s %s: no address like %s://host/...".formatted(option, url, schemes.getFirst()));
  }

  private OptionalInt pieceBytes() throws CommandFailure {
    if (pieceLength.isEmpty()) {
      return OptionalInt.empty();
    }
    long bytes = pieceLength.get().bytes();
    if (Long.bitCount(bytes) != 1
        || bytes < TorrentCreator.MIN_PIECE_BYTES
        || bytes > TorrentCreator.MAX_PIECE_BYTES) {
      throw CommandFailure.usage(
          "--piece-length %d: a power of two from 16KiB to 128MiB".formatted(bytes));
    }
    return OptionalInt.of((int) bytes);
  }

  private InfoMaker.Surveyed survey() throws CommandFailure {
    InfoOptions options = new InfoOptions(pieceBytes(), isPrivate, source, isPadded);
    try {
      return world.composition().infoMaker().survey(Path.of(content), options);
    } catch (InvalidPathException _) {
      throw CommandFailure.usage(content + ": no name that a file can have");
    } catch (IOException e) {
      throw CommandFailure.failure(String.valueOf(e.getMessage()));
    } catch (MetainfoException e) {
      throw CommandFailure.failure(content + ": " + e.getMessage());
    }
  }

  private void tellSkipped(List<Path> skipped) {
    for (Path path : skipped.subList(0, Math.min(MAX_SKIPPED_LINES, skipped.size()))) {
      ErrorLine.print(world.errors(), path + ": a link or no regular file, left out");
    }
    if (skipped.size() > MAX_SKIPPED_LINES) {
      int more = skipped.size() - MAX_SKIPPED_LINES;
      ErrorLine.print(world.errors(), Amounts.count(more, "more link") + " left out");
    }
  }

  private Info hash(InfoMaker.Surveyed surveyed) throws CommandFailure, InterruptedException {
    boolean isShown = world.isTerminal() && !isJson && !isQuiet;
    long totalBytes = surveyed.plan().geometry().totalBytes();
    try (var _ = world.signals().listen(Thread.currentThread()::interrupt);
        CheckBar bar = isShown ? bar(surveyed.plan().name()) : CheckBar.hidden()) {
      return surveyed.hash(bytes -> bar.checked((int) (BAR_STEPS * (double) bytes / totalBytes)));
    } catch (IOException e) {
      throw CommandFailure.failure(String.valueOf(e.getMessage()));
    }
  }

  private CheckBar bar(String name) {
    return CheckBar.shown(
        PlainText.of(name), BAR_STEPS, world.out(), world.look(), world.terminalSize());
  }

  private void refuseToOverwrite(Path file) throws CommandFailure {
    if (Files.isDirectory(file)) {
      throw CommandFailure.failure(file + ": a folder; name a file with -o");
    }
    if (Files.exists(file) && !isForced) {
      throw CommandFailure.failure(
          file + ": is there already; name another with -o, or overwrite it with --force");
    }
  }

  private static void write(Path file, byte[] torrent) throws CommandFailure {
    try {
      Files.write(file, torrent);
    } catch (IOException _) {
      throw CommandFailure.failure(file + ": cannot be written; name another with -o");
    }
  }

  private void print(Metainfo torrent, Path file) {
    if (isJson) {
      printJson(torrent, file);
    } else if (!isQuiet) {
      Info info = torrent.info();
      say("file       " + file);
      say("pieces     " + pieces(info));
      say("info-hash  " + torrent.infoHash().toHex());
      say("magnet     " + torrent.magnet());
    }
  }

  private static String pieces(Info info) {
    return info.geometry().pieceCount() + " of " + Amounts.bytes(info.geometry().pieceBytes());
  }

  private void say(String line) {
    world.out().println(PlainText.of(line));
  }

  private void printJson(Metainfo torrent, Path file) {
    Info info = torrent.info();
    String line =
        Json.object()
            .put("torrent", torrent.infoHash().toHex())
            .put("name", info.name())
            .put("file", file.toAbsolutePath().normalize().toString())
            .put("total_bytes", info.files().storedBytes())
            .put("piece_bytes", info.geometry().pieceBytes())
            .put("pieces", info.geometry().pieceCount())
            .put("magnet", torrent.magnet().toString())
            .line();
    world.out().writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
