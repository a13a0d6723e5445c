package dev.sluice.cli;

import dev.sluice.cli.report.PlainText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice magnet}: a torrent as a link. */
@Command(
    name = "magnet",
    header = "Print the magnet link of a torrent file.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice magnet TORRENT",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = "  sluice magnet debian.torrent")
final class MagnetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TORRENT", arity = "0..1", description = "A .torrent file.")
  private String torrent = "";

  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  MagnetCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure {
    world.out().println(PlainText.of(TorrentFile.load(torrent).magnet().toString()));
    return ExitCode.OK;
  }
}
