package dev.sluice.cli;

import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Surroundings of a command in a test: a home of its own, and output that can be read back. */
final class TestWorld {
  /** What every clock on the wall shows. */
  static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  private final Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private boolean isTerminal;
  private ClientFactory clients =
      _ -> {
        throw new AssertionError("no client expected");
      };
  private PieceCheck pieceCheck =
      (_, _, _) -> {
        throw new AssertionError("no check expected");
      };

  /** The settings that a client was started with. */
  final List<ClientSettings> started = new ArrayList<>();

  /** Asks the command to stop, once it listens. */
  Optional<Runnable> stop = Optional.empty();

  TestWorld(Path home) {
    this.home = home;
    environment.put("NO_COLOR", "1");
  }

  TestWorld terminal() {
    isTerminal = true;
    return this;
  }

  TestWorld client(TorrentClient client) {
    clients =
        settings -> {
          started.add(settings);
          return client;
        };
    return this;
  }

  TestWorld pieceCheck(PieceCheck check) {
    pieceCheck = check;
    return this;
  }

  TestWorld configuration(String lines) {
    Path file = home.resolve(".config/sluice/config");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Runs a command and returns its exit code. */
  int run(String... args) {
    Surroundings world =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            environment,
            home,
            isTerminal,
            () -> TerminalSize.USUAL,
            System::nanoTime,
            () -> NOW,
            onStop -> {
              stop = Optional.of(onStop);
              return () -> stop = Optional.empty();
            },
            new Composition(clients, pieceCheck, Composition.ofEngine().infoMaker()));
    return Main.run(world, args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
