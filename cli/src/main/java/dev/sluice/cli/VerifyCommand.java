package dev.sluice.cli;

import dev.sluice.cli.report.CheckBar;
import dev.sluice.cli.report.Json;
import dev.sluice.cli.report.PlainText;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.PieceSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice verify}: hashes what is on disk and says which files are whole. */
@Command(
    name = "verify",
    header = "Check files on disk against a torrent.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "sluice verify TORRENT [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice verify debian.torrent -d ~/Downloads",
      "",
      "Exit code: 0 complete, 3 incomplete, 1 cannot read, 2 wrong usage or torrent."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TORRENT", arity = "0..1", description = "A .torrent file.")
  private String source = "";

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "The folder of the files, if not the current one.")
  private Path directory = Path.of("");

  @Option(
      names = "--json",
      arity = "0",
      fallbackValue = "true",
      description = "Print one JSON object.")
  private boolean isJson;

  @Option(
      names = {"-q", "--quiet"},
      arity = "0",
      fallbackValue = "true",
      description = "Print nothing; the exit code tells.")
  private boolean isQuiet;

  @Mixin private LogOptions log = new LogOptions();
  @Mixin HelpOption help = new HelpOption();

  private final Surroundings world;

  VerifyCommand(Surroundings world) {
    this.world = world;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Metainfo torrent = TorrentFile.load(source);
    log.apply();
    PieceSet right = check(torrent);
    List<FileResult> files = FileResult.of(torrent.info(), right);
    boolean isComplete = right.isFull() && files.stream().allMatch(FileResult::isComplete);
    if (isJson) {
      printJson(torrent, right, files);
    } else if (!isQuiet) {
      new CheckSheet(torrent.info(), right, files).printTo(world.out());
    }
    return isComplete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private PieceSet check(Metainfo torrent) throws CommandFailure, InterruptedException {
    Path folder = directory.toAbsolutePath().normalize();
    boolean isShown = world.isTerminal() && !isJson && !isQuiet;
    int pieces = torrent.info().geometry().pieceCount();
    try (var _ = world.signals().listen(Thread.currentThread()::interrupt);
        CheckBar bar = isShown ? bar(torrent, pieces) : CheckBar.hidden()) {
      return world.composition().pieceCheck().check(torrent, folder, bar::checked);
    } catch (IOException e) {
      throw CommandFailure.failure(String.valueOf(e.getMessage()));
    }
  }

  private CheckBar bar(Metainfo torrent, int pieces) {
    String name = PlainText.of(torrent.info().name());
    return CheckBar.shown(name, pieces, world.out(), world.look(), world.terminalSize());
  }

  private void printJson(Metainfo torrent, PieceSet right, List<FileResult> files) {
    Json json =
        Json.object()
            .put("torrent", torrent.infoHash().toHex())
            .put("name", torrent.info().name())
            .put("complete", right.isFull() && files.stream().allMatch(FileResult::isComplete))
            .put("pieces", right.pieceCount())
            .put("right_pieces", right.size())
            .beginList("files");
    for (FileResult file : files) {
      json.beginObject()
          .put("path", file.entry().path().toString())
          .put("bytes", file.entry().lengthBytes())
          .put("pieces", file.pieces())
          .put("right_pieces", file.rightPieces())
          .endObject();
    }
    PrintStream out = world.out();
    out.writeBytes((json.endList().line() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
