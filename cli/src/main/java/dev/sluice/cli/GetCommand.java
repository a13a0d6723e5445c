package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.FileChoice;
import dev.sluice.api.NotWantedException;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
      "  sluice get 'magnet:?xt=urn:btih:...' --peer 192.0.2.7:6881",
      "  sluice get series.torrent --select '*.mkv' --max-down 2M",
      "  sluice get debian.torrent --seed-ratio 2 --json",
      "  sluice get debian.torrent --wait --reserve 1GiB --ip-filter level1.p2p.gz",
      "",
      "RATE and SIZE: 500K and 2M are powers of 1000, 512KiB and 1MiB of 1024.",
      "Exit code: 0 complete, 1 failed, 2 wrong usage or torrent, 130 interrupted;",
      "the same command goes on where it stopped. On a terminal, or with --wait, a disk",
      "that is full or gone is waited for."
    })
final class GetCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description = "A .torrent file, a magnet link, or an info-hash.")
  private List<String> sources = List.of();

  @Option(
      names = "--select",
      paramLabel = "GLOB",
      description = "Get only the files that match; may be repeated.")
  private List<String> selected = List.of();

  @Option(
      names = "--seed",
      arity = "0",
      fallbackValue = "true",
      description = "When complete, go on uploading until Ctrl-C.")
  private boolean isSeeding;

  @Mixin private DownloadOptions download = new DownloadOptions();
  @Mixin private TransferOptions options = new TransferOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  GetCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (sources.isEmpty()) {
      throw CommandFailure.usage(
          "get what? name a .torrent file or magnet link; see 'sluice get --help'");
    }
    options.network.check();
    SeedGoal goal = options.upload.goal(isSeeding);
    List<AddRequest> requests = requests();
    ClientSettings settings = options.settings(world, download.maxDown, OptionalInt.empty());
    options.log.apply();
    return new Transfer(settings, requests, goal, options.disk.onSuspension(world))
        .run(world, options.reports::ofDownloads);
  }

  private List<AddRequest> requests() throws CommandFailure {
    FileSelection selection = FileSelection.of(selected);
    List<TorrentSource> torrents = torrents();
    FileClaims claims = new FileClaims();
    claim(torrents, claims);
    Path target = download.target();
    List<AddRequest> requests = new ArrayList<>();
    for (TorrentSource torrent : torrents) {
      requests.add(
          switch (torrent) {
            case TorrentSource.Known(Metainfo metainfo) -> request(metainfo, target, selection);
            case TorrentSource.Named(MagnetLink link) -> request(link, target, selection, claims);
          });
    }
    return requests;
  }

  private AddTorrent request(Metainfo torrent, Path target, FileSelection selection)
      throws CommandFailure {
    try {
      BitSet wanted = wanted(torrent.info(), selection);
      return options.request(AddTorrent.of(torrent, target).withFiles(wanted::get));
    } catch (NotWantedException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }

  /** What the user selects counts more than what the link does. */
  private AddMagnet request(
      MagnetLink link, Path target, FileSelection selection, FileClaims claims)
      throws CommandFailure {
    AddMagnet wish = AddMagnet.of(link, target);
    FileChoice choice = selected.isEmpty() ? wish.files() : info -> wanted(info, selection)::get;
    return options.request(
        wish.withFiles(info -> {
          Optional<String> shared = claims.claim(info);
          if (shared.isPresent()) {
            throw new NotWantedException(sharing(shared.get()));
          }
          return choice.of(info);
        }));
  }

  private BitSet wanted(Info torrent, FileSelection selection) throws NotWantedException {
    BitSet files = selection.of(torrent.files());
    if (!selected.isEmpty() && files.isEmpty()) {
      throw new NotWantedException(
          "--select matches no file of " + torrent.name() + "; see 'sluice show'");
    }
    return files;
  }

  private List<TorrentSource> torrents() throws CommandFailure {
    List<TorrentSource> torrents = new ArrayList<>();
    for (String source : sources) {
      torrents.add(TorrentSource.of(source));
    }
    return TorrentSource.distinct(torrents);
  }

  private static void claim(List<TorrentSource> torrents, FileClaims claims) throws CommandFailure {
    for (TorrentSource torrent : torrents) {
      if (torrent instanceof TorrentSource.Known(Metainfo metainfo)) {
        Optional<String> shared = claims.claim(metainfo.info());
        if (shared.isPresent()) {
          throw CommandFailure.usage(sharing(shared.get()));
        }
      }
    }
  }

  private static String sharing(String file) {
    return "two of the torrents contain " + file + "; get them into different folders";
  }
}
