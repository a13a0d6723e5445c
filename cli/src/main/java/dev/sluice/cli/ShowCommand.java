package dev.sluice.cli;

import dev.sluice.cli.report.PlainText;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import java.nio.charset.StandardCharsets;
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
      "  sluice show debian.torrent --json"
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
      description = "A .torrent file or a magnet link.")
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

  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  ShowCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure {
    print(MagnetLink.isMagnet(source) ? magnet() : torrent());
    return ExitCode.OK;
  }

  private String torrent() throws CommandFailure {
    Metainfo torrent = TorrentFile.load(source);
    if (isJson) {
      return TorrentJson.of(torrent);
    }
    int maxFiles = files == Files.all ? Integer.MAX_VALUE : USUAL_FILES;
    return PlainText.lines(new TorrentSheet(torrent, world.look(), maxFiles).text());
  }

  private String magnet() throws CommandFailure {
    try {
      MagnetLink link = MagnetLink.parse(source);
      return isJson ? TorrentJson.of(link) : PlainText.lines(TorrentSheet.of(link));
    } catch (MetainfoException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
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
