package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.JsonReport;
import dev.sluice.cli.report.LineReport;
import dev.sluice.cli.report.LiveReport;
import dev.sluice.cli.report.QuietReport;
import dev.sluice.cli.report.Report;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice get}: downloads until everything wanted is here and verified. */
@Command(
    name = "get",
    header = "Download torrents, verify every byte, exit.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice get SOURCE... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice get debian.torrent -d ~/Downloads",
      "  sluice get series.torrent --select '*.mkv' --max-down 2M",
      "  sluice get debian.torrent --seed-ratio 2 --json",
      "",
      "RATE and SIZE: 500K and 2M are powers of 1000, 512KiB and 1MiB of 1024.",
      "Exit code: 0 complete, 1 failed, 2 wrong usage or torrent, 130 interrupted;",
      "the same command goes on where it stopped."
    })
final class GetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", arity = "0..*", description = "A .torrent file.")
  private List<String> sources = List.of();

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "Save here, not in the current folder.")
  private Path directory = Path.of("");

  @Option(
      names = "--select",
      paramLabel = "GLOB",
      description = "Get only the files that match; may be repeated.")
  private List<String> selected = List.of();

  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private LimitOptions limits = new LimitOptions();

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print one JSON object per event and line.")
  private boolean isJson;

  @Option(
      names = {"-q", "--quiet"},
      fallbackValue = "true",
      description = "Print failures only.")
  private boolean isQuiet;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep resume data here, not in ~/.local/state/sluice.")
  private Optional<Path> state = Optional.empty();

  @Mixin private LogOptions log = new LogOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  GetCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (sources.isEmpty()) {
      throw CommandFailure.usage("get what? name a .torrent file; see 'sluice get --help'");
    }
    network.check();
    SeedGoal goal = limits.goal();
    List<AddTorrent> requests = requests();
    ClientSettings settings = settings();
    log.apply();
    return download(settings, requests, goal);
  }

  /** Downloads; whatever ends it, the report ends first, then the client, then the listening. */
  private int download(ClientSettings settings, List<AddTorrent> requests, SeedGoal goal)
      throws CommandFailure, InterruptedException {
    Inbox inbox = new Inbox();
    try (var _ = world.signals().listen(inbox::stop);
        TorrentClient client = world.composition().clients().start(settings);
        Report report = report()) {
      return new Download(client, report, goal, world.nanoTime(), inbox).run(requests);
    }
  }

  private Report report() {
    if (isJson) {
      return new JsonReport(world.out(), world.errors(), world.nanoTime().getAsLong());
    }
    if (isQuiet) {
      return new QuietReport(world.errors());
    }
    return world.isTerminal()
        ? new LiveReport(world.out(), world.errors(), world.look(), world.terminalSize())
        : new LineReport(world.out(), world.errors(), world.nanoTime().getAsLong());
  }

  private ClientSettings settings() throws CommandFailure {
    return new ClientSettings(
        network.bind,
        optionalInt(network.port),
        stateDirectory(),
        limits.rates(),
        optionalInt(network.maxPeers));
  }

  /** Without this folder the download would begin anew the next time; better to hear of it now. */
  private Path stateDirectory() throws CommandFailure {
    Path folder = state.orElseGet(() -> world.directories().state());
    try {
      Files.createDirectories(folder);
    } catch (IOException _) {
      throw CommandFailure.failure(folder + ": cannot be made; name another with --state");
    }
    if (!Files.isWritable(folder)) {
      throw CommandFailure.failure(folder + ": cannot be written to; name another with --state");
    }
    return folder;
  }

  private static OptionalInt optionalInt(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private List<AddTorrent> requests() throws CommandFailure {
    FileSelection selection = FileSelection.of(selected);
    Collection<Metainfo> torrents = torrents();
    refuseSharedFiles(torrents);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandFailure.failure(directory + ": not a folder; name another with -d");
    }
    List<PeerAddress> peers = peers();
    List<AddTorrent> requests = new ArrayList<>();
    for (Metainfo torrent : torrents) {
      BitSet files = selection.of(torrent.info().files());
      if (!selected.isEmpty() && files.isEmpty()) {
        throw CommandFailure.usage(
            "--select matches no file of " + torrent.info().name() + "; see 'sluice show'");
      }
      Path target = directory.toAbsolutePath().normalize();
      requests.add(new AddTorrent(torrent, target, peers, files::get, !network.areTrackersOff));
    }
    return requests;
  }

  /** Returns the torrents in the order given; one that is named twice comes once. */
  private Collection<Metainfo> torrents() throws CommandFailure {
    Map<InfoHash, Metainfo> torrents = new LinkedHashMap<>();
    for (String source : sources) {
      Metainfo torrent = TorrentFile.load(source);
      torrents.putIfAbsent(torrent.infoHash(), torrent);
    }
    return torrents.values();
  }

  /** Two torrents that write one file would destroy each other's work. */
  private void refuseSharedFiles(Collection<Metainfo> torrents) throws CommandFailure {
    if (torrents.size() < 2) {
      return;
    }
    Map<String, Metainfo> owners = new HashMap<>();
    for (Metainfo torrent : torrents) {
      for (FileEntry file : torrent.info().files()) {
        Metainfo owner = owners.putIfAbsent(file.path().toString(), torrent);
        if (file.isStored() && owner != null && !owner.equals(torrent)) {
          throw CommandFailure.usage(
              "two of the torrents contain " + file.path() + "; get them into different folders");
        }
      }
    }
  }

  private List<PeerAddress> peers() throws CommandFailure {
    List<PeerAddress> peers = new ArrayList<>();
    for (Endpoint peer : network.peers) {
      try {
        peers.add(new PeerAddress(InetAddress.getByName(peer.host()), peer.port()));
      } catch (UnknownHostException _) {
        throw CommandFailure.failure("--peer " + peer + ": no such host; check the name");
      }
    }
    return peers;
  }
}
