package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.Report;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
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

  @Option(
      names = "--max-down",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Download at most this many bytes a second; 0 is no limit.")
  private Optional<ByteCount> maxDown = Optional.empty();

  @Option(
      names = "--seed",
      fallbackValue = "true",
      description = "When complete, go on uploading until Ctrl-C.")
  private boolean isSeeding;

  @Mixin private UploadOptions upload = new UploadOptions();

  @Mixin private ReportOptions reports = new ReportOptions();
  @Mixin private StateOptions state = new StateOptions();
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
    SeedGoal goal = upload.goal(isSeeding);
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
        Report report = reports.ofDownloads(world)) {
      return new Download(client, report, goal, world.nanoTime(), inbox).run(requests);
    }
  }

  private ClientSettings settings() throws CommandFailure {
    return new ClientSettings(
        network.bind,
        NetworkOptions.optionalInt(network.port),
        state.directory(world),
        upload.rates(maxDown),
        NetworkOptions.optionalInt(network.maxPeers));
  }

  private List<AddTorrent> requests() throws CommandFailure {
    FileSelection selection = FileSelection.of(selected);
    Collection<Metainfo> torrents = torrents();
    refuseSharedFiles(torrents);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandFailure.failure(directory + ": not a folder; name another with -d");
    }
    List<PeerAddress> peers = network.addresses();
    List<AddTorrent> requests = new ArrayList<>();
    for (Metainfo torrent : torrents) {
      BitSet files = selection.of(torrent.info().files());
      if (!selected.isEmpty() && files.isEmpty()) {
        throw CommandFailure.usage(
            "--select matches no file of " + torrent.info().name() + "; see 'sluice show'");
      }
      Path target = directory.toAbsolutePath().normalize();
      AddTorrent request = AddTorrent.of(torrent, target).withPeers(peers).withFiles(files::get);
      requests.add(network.areTrackersOff ? request.withoutTrackers() : request);
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
}
