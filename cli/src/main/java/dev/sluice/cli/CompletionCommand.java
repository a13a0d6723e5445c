package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: a script for the shell. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice completion [SHELL]",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(sluice completion)",
      "  sluice completion > ~/.local/share/bash-completion/completions/sluice"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      description = "bash or zsh: one script serves both.")
  Shell shell = Shell.bash;

  @Mixin HelpOption help = new HelpOption();

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
