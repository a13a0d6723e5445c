package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: a script for the shell. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.%n",
    synopsisHeading = "Usage: ",
    customSynopsis = "sluice completion",
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(sluice completion)",
      "  sluice completion > ~/.local/share/bash-completion/completions/sluice"
    })
final class CompletionCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings world;

  CompletionCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    world.out().print(AutoComplete.bash("sluice", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
