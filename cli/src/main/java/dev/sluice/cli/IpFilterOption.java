package dev.sluice.cli;

import dev.sluice.cli.report.ErrorLine;
import dev.sluice.model.AddressRanges;
import dev.sluice.session.IpFilter;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom to have nothing to do with. */
final class IpFilterOption {
  @Option(
      names = "--ip-filter",
      paramLabel = "FILE|URL",
      description = {
        "Speak to nobody at the addresses in this list: P2P, DAT",
        "or CIDR lines, plain or gzip."
      })
  private Optional<String> list = Optional.empty();

  /** Made by picocli. */
  IpFilterOption() {}

  /**
   * Returns the addresses; none without a list. Lines that are not understood are told of and left
   * out.
   *
   * @throws CommandFailure if the list cannot be had: whoever wants one does not want to go without
   */
  AddressRanges load(Surroundings world, NetworkOptions network) throws CommandFailure {
    if (list.isEmpty()) {
      return AddressRanges.NONE;
    }
    try {
      IpFilter filter = read(list.get(), network);
      if (filter.badLines() > 0) {
        ErrorLine.print(world.errors(), complaint(filter));
      }
      return filter.blocked();
    } catch (NoSuchFileException e) {
      throw failure("there is no such file");
    } catch (IOException e) {
      throw failure(String.valueOf(e.getMessage()));
    } catch (InvalidPathException | URISyntaxException e) {
      throw failure("neither a file nor a URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted while it was fetched");
    }
  }

  private CommandFailure failure(String why) {
    return CommandFailure.failure("--ip-filter " + list.orElseThrow() + ": " + why);
  }

  private static IpFilter read(String list, NetworkOptions network)
      throws IOException, InterruptedException, URISyntaxException {
    return list.matches("(?i)https?://.*")
        ? IpFilter.fetch(new URI(list), network.bind, network.proxy)
        : IpFilter.read(Path.of(list));
  }

  private String complaint(IpFilter filter) {
    return "--ip-filter %s: %d lines were not understood, the first is %s; %d ranges are blocked"
        .formatted(
            list.orElseThrow(), filter.badLines(), filter.firstBad(), filter.blocked().count());
  }
}
