package dev.sluice.cli;

import dev.sluice.model.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it shows its help. */
@Command(
    name = "sluice",
    header = "Downloads and verifies what BitTorrent shares.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice COMMAND [OPTION]...",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    version = "sluice " + Version.NUMBER,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice get debian.torrent -d ~/Downloads",
      "  sluice show debian.torrent",
      "  sluice help get",
      "",
      "Every option can stand in ~/.config/sluice/config, as get.dir=/srv/torrents"
    })
final class SluiceCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean isVersionWanted;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings world;

  SluiceCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(world.out());
    world.out().flush();
    return ExitCode.OK;
  }
}
