package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.cli.report.PlainText;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice show}: what a torrent file or a magnet link says. */
@Command(
    name = "show",
    header = "Show what a torrent file or a magnet link says.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice show SOURCE [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice show debian.torrent",
      "  sluice show debian.torrent --files all",
      "  sluice show debian.torrent --json",
      "  sluice show 'magnet:?xt=urn:btih:...' --timeout 30s",
      "",
      "What a magnet link leads to is asked of its peers, found as 'sluice get' finds them.",
      "Exit code: 0 shown, 1 not found, 2 wrong usage or torrent, 130 interrupted."
    })
final class ShowCommand implements Callable<Integer> {
  /** Files listed unless all are asked for: what fits on a tall screen. */
  private static final int USUAL_FILES = 50;

  /** How many of the files are listed. */
  enum Files {
    some,
    all
  }

  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..1",
      description = "A .torrent file, a magnet link, or an info-hash.")
  private String source = "";

  @Option(
      names = "--files",
      paramLabel = "all",
      description = "List all files, not only the first " + USUAL_FILES + ".")
  private Files files = Files.some;

  @Option(
      names = "--json",
      arity = "0",
      fallbackValue = "true",
      description = "Print one JSON object.")
  private boolean isJson;

  @Option(
      names = "--link",
      arity = "0",
      fallbackValue = "true",
      description = "Show what a magnet link itself says; ask nobody.")
  private boolean isLinkOnly;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Give up on a magnet link after this time; 2m if not given.")
  private Duration patience = Duration.ofMinutes(2);

  @Mixin private SearchOptions options = new SearchOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  ShowCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (source.isEmpty()) {
      throw CommandFailure.usage("show what? name a .torrent file or magnet link");
    }
    return switch (TorrentSource.of(source)) {
      case TorrentSource.Known(Metainfo torrent) -> show(Optional.of(torrent));
      case TorrentSource.Named(MagnetLink link) when isLinkOnly -> show(link);
      case TorrentSource.Named(MagnetLink link) -> show(fetch(link));
    };
  }

  private Optional<Metainfo> fetch(MagnetLink link) throws CommandFailure, InterruptedException {
    options.network.check();
    AddMagnet request = options.request(AddMagnet.of(link, Path.of("").toAbsolutePath()));
    ClientSettings settings = options.settings(world);
    options.log.apply();
    return new MetadataSearch(settings, request, patience).run(world);
  }

  private int show(Optional<Metainfo> torrent) {
    if (torrent.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    int maxFiles = files == Files.all ? Integer.MAX_VALUE : USUAL_FILES;
    print(
        isJson
            ? TorrentJson.of(torrent.get())
            : PlainText.lines(new TorrentSheet(torrent.get(), world.look(), maxFiles).text()));
    return ExitCode.OK;
  }

  private int show(MagnetLink link) {
    print(isJson ? TorrentJson.of(link) : PlainText.lines(TorrentSheet.of(link)));
    return ExitCode.OK;
  }

  private void print(String text) {
    // JSON is UTF-8 whatever the locale.
    if (isJson) {
      world.out().writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      world.out().print(text);
    }
  }
}
