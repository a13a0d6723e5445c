package dev.sluice.cli;

import dev.sluice.cli.report.ErrorLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sluice} command: arguments to exit code. */
public final class Main {
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

  /** What the command line will have one day. */
  private static final Set<String> NOT_BUILT =
      Set.of("daemon", "add", "list", "info", "pause", "resume", "remove");

  private Main() {}

  private static Map<String, Function<Surroundings, Object>> commands() {
    Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
    commands.put("get", GetCommand::new);
    commands.put("seed", SeedCommand::new);
    commands.put("stream", StreamCommand::new);
    commands.put("tui", TuiCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("create", CreateCommand::new);
    commands.put("magnet", MagnetCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    return Collections.unmodifiableMap(commands);
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> onBug(System.err, bug));
    System.exit(run(args));
  }

  /** Runs the command and returns its exit code. */
  static int run(String... args) {
    return run(Surroundings.ofThisProcess(), args);
  }

  /** Runs the command in the given surroundings and returns its exit code. */
  static int run(Surroundings world, String... args) {
    try {
      String first = args.length == 0 ? "" : args[0];
      if (NOT_BUILT.contains(first)) {
        String built = String.join(", ", COMMANDS.keySet());
        throw CommandFailure.usage("'" + first + "' is not built yet; there are: " + built);
      }
      return commandLine(world, first).execute(args);
    } catch (CommandFailure failure) {
      return complain(world, failure);
    } finally {
      world.out().flush();
    }
  }

  private static CommandLine commandLine(Surroundings world, String first) throws CommandFailure {
    CommandLine commandLine = new CommandLine(new SluiceCommand(world));
    addCommands(commandLine, world, first);
    ConfigurationFile configuration =
        ConfigurationFile.read(world.directories().configurationFile(), world.home());
    checkKeys(configuration, world);
    boolean isColoured = world.isTerminal() && world.look().isColoured();
    return commandLine
        .setDefaultValueProvider(configuration)
        .setOut(writer(world.out()))
        .setErr(writer(world.errors()))
        .setColorScheme(colours(isColoured))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, _) -> onWrongUsage(world, wrong))
        .setExecutionExceptionHandler((failure, _, _) -> onFailure(world, failure));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static ColorScheme colours(boolean isColoured) {
    return CommandLine.Help.defaultColorScheme(isColoured ? Ansi.ON : Ansi.OFF);
  }

  /** Adds the command that was named; all of them only where help or completion tell of them. */
  private static void addCommands(CommandLine parent, Surroundings world, String first) {
    if (COMMANDS.containsKey(first) && !first.equals("completion")) {
      parent.addSubcommand(first, COMMANDS.get(first).apply(world));
      return;
    }
    COMMANDS.forEach((name, make) -> parent.addSubcommand(name, make.apply(world)));
    parent.addSubcommand(new CommandLine.HelpCommand());
  }

  /** A misspelt key would be a setting that silently does nothing. */
  private static void checkKeys(ConfigurationFile configuration, Surroundings world)
      throws CommandFailure {
    if (configuration.keys().isEmpty()) {
      return;
    }
    CommandLine all = new CommandLine(new SluiceCommand(world));
    addCommands(all, world, "");
    Set<String> known =
        all.getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().options().stream())
            .map(ConfigurationFile::key)
            .collect(Collectors.toSet());
    for (String key : configuration.keys()) {
      if (!known.contains(key)) {
        throw CommandFailure.usage(
            world.directories().configurationFile() + ": no such option: " + key);
      }
    }
  }

  private static int onWrongUsage(Surroundings world, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String hint = "; see '" + command.getCommandSpec().qualifiedName() + " --help'";
    ErrorLine.print(world.errors(), sentence(wrong) + hint);
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    return message.isEmpty() ? message : lowerCaseFirst(message);
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    boolean isRoot = wrong.getCommandLine().getParent() == null;
    String what = wrong.isUnknownOption() ? "option" : isRoot ? "command" : "argument";
    List<String> close = wrong.getSuggestions();
    String hint = close.isEmpty() ? "" : ", did you mean " + close.getFirst() + "?";
    return "unknown " + what + " '" + wrong.getUnmatched().getFirst() + "'" + hint;
  }

  private static String lowerCaseFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static int onFailure(Surroundings world, Exception failure) {
    if (failure instanceof CommandFailure expected) {
      return complain(world, expected);
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    onBug(world.errors(), failure);
    return ExitCode.FAILURE;
  }

  private static int complain(Surroundings world, CommandFailure failure) {
    ErrorLine.print(world.errors(), failure.getMessage());
    return failure.exitCode();
  }

  /** Tells of a mistake of ours in one line that helps to find it. */
  private static void onBug(PrintStream errors, Throwable bug) {
    if (bug instanceof OutOfMemoryError) {
      ErrorLine.print(errors, "out of memory; allow more, as in SLUICE_JAVA_OPTS=-Xmx512m");
      Runtime.getRuntime().halt(ExitCode.FAILURE);
    }
    String place =
        Arrays.stream(bug.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.sluice"))
            .findFirst()
            .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    ErrorLine.print(errors, "a bug in Sluice, please report it: " + bug + place);
  }
}
