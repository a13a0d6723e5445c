package dev.sluice.cli;

import dev.sluice.api.ListeningView;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.doctor.Addresses;
import dev.sluice.cli.doctor.DiskTrial;
import dev.sluice.cli.doctor.Finding;
import dev.sluice.cli.doctor.Machine;
import dev.sluice.cli.doctor.Page;
import dev.sluice.cli.doctor.Running;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice doctor}: looks at what Sluice depends on here, and says what is in its way. */
@Command(
    name = "doctor",
    header = "Examine what Sluice needs on this machine.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice doctor [OPTION]...",
    description = {
      "%nVersions, paths, ports, disk, limits, clock, and what runs, on one page for a bug report.",
      "It writes 64 MiB into the folder and deletes them, and asks the router as a download would."
    },
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice doctor -d /srv/torrents",
      "",
      "Exit code: 0 all is well, 1 something is in the way, 2 wrong usage."
    })
final class DoctorCommand implements Callable<Integer> {
  /** Routers answer within a second or two, or never. */
  private static final long ROUTER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int LOOK_MILLIS = 100;

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "The folder that files are to go into, if not the current one.")
  private Path directory = Path.of("");

  @Option(
      names = "--json",
      arity = "0",
      fallbackValue = "true",
      description = "Print one JSON object.")
  private boolean isJson;

  @Mixin private SearchOptions search = new SearchOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  DoctorCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    search.network.check();
    ClientSettings settings = search.settings(world);
    Path folder = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.failure(folder + ": not a folder; name another with -d");
    }
    Page page = new Page();
    Machine machine = new Machine(world.nanoTime());
    machine.addVersions(page);
    addPaths(page, folder, settings);
    addNetwork(page, settings);
    new DiskTrial(folder, world.nanoTime()).addTo(page);
    machine.addLimits(page);
    Instant now = world.wallClock().get();
    new Running(Path.of("/proc"), now).addTo(page, ProcessHandle.allProcesses());
    Machine.addClock(page, now);
    print(page);
    return page.troubles().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void addPaths(Page page, Path folder, ClientSettings settings) {
    Path configuration = world.directories().configurationFile();
    String missing = Files.exists(configuration) ? "" : " (none)";
    page.add(Finding.good("path", "configuration", configuration + missing));
    page.add(Finding.good("path", "state", settings.stateDirectory().toString()));
    page.add(Finding.good("path", "files", folder.toString()));
  }

  private void addNetwork(Page page, ClientSettings settings)
      throws CommandFailure, InterruptedException {
    Addresses.addTo(page, Addresses.ofThisMachine());
    try (var _ = world.signals().listen(Thread.currentThread()::interrupt);
        TorrentClient client = world.composition().clients().start(settings)) {
      ListeningView listening = answered(client, settings.portMapping());
      page.add(port(listening, settings.port()));
      page.add(router(listening));
    }
  }

  private ListeningView answered(TorrentClient client, boolean isAsked)
      throws InterruptedException {
    long deadlineNanos = world.nanoTime().getAsLong() + ROUTER_NANOS;
    ListeningView listening = client.listening();
    while (isAsked && isPending(listening) && world.nanoTime().getAsLong() - deadlineNanos < 0) {
      Thread.sleep(LOOK_MILLIS);
      listening = client.listening();
    }
    return listening;
  }

  private static boolean isPending(ListeningView listening) {
    return listening.port().isPresent()
        && !listening.mapping().mapped()
        && !listening.mapping().status().equals("off");
  }

  private static Finding port(ListeningView listening, OptionalInt wished) {
    if (listening.port().isEmpty()) {
      return new Finding("network", "port", "none", "nobody can call us: " + listening.note());
    }
    int port = listening.port().getAsInt();
    boolean isOther = wished.orElse(0) != 0 && wished.orElse(0) != port;
    String advice = isOther ? "port " + wished.orElse(0) + " is taken; close who has it" : "";
    return new Finding("network", "port", port + " is ours", advice);
  }

  private static Finding router(ListeningView listening) {
    if (listening.mapping().mapped()) {
      return Finding.good("network", "router", "lets peers in"); // its address is not for strangers
    }
    String status = listening.mapping().status();
    String advice =
        status.equals("off")
            ? ""
            : "it does not let peers in; downloads work, but fewer peers find us."
                + " Forward the port by hand";
    return new Finding("network", "router", status, advice);
  }

  private void print(Page page) {
    if (isJson) {
      world.out().writeBytes((page.json() + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      world.out().print(page.text());
    }
  }
}
