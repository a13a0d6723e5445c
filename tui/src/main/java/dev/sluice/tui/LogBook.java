package dev.sluice.tui;

import dev.sluice.api.TorrentEvent;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.screen.LogLine;
import dev.sluice.tui.words.Standing;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What has happened, as lines for people; of old lines the oldest go. Owned by the UI's thread. */
final class LogBook {
  /** Nobody scrolls further back. */
  private static final int MAX_LINES = 1000;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Deque<LogLine> lines = new ArrayDeque<>();

  /** Returns whether an event is worth a line: single pieces are not. Any thread may call. */
  static boolean isWorthALine(TorrentEvent event) {
    return !(event instanceof TorrentEvent.PieceCompleted);
  }

  /** Adds an event. */
  void add(TorrentEvent event, LocalTime time) {
    text(event)
        .ifPresent(text ->
            lines.addLast(new LogLine(TIME.format(time), event.torrent(), text, ink(event))));
    if (lines.size() > MAX_LINES) {
      lines.removeFirst();
    }
  }

  /** Returns all lines, the oldest first. */
  List<LogLine> lines() {
    return List.copyOf(lines);
  }

  private static Optional<String> text(TorrentEvent event) {
    return switch (event) {
      case TorrentEvent.StateChanged(_, var state) -> Optional.of("now " + Standing.name(state));
      case TorrentEvent.MetadataReceived _ -> Optional.of("the metadata is here");
      case TorrentEvent.PieceCompleted _ -> Optional.empty();
      case TorrentEvent.PieceRejected(_, int piece) ->
          Optional.of("piece " + piece + " was corrupt and is fetched again");
      case TorrentEvent.Completed _ -> Optional.of("complete and verified");
      case TorrentEvent.Failed(_, String problem) -> Optional.of(problem);
      case TorrentEvent.TrackerTrouble(_, String url, String problem) ->
          Optional.of(url + ": " + problem);
      case TorrentEvent.Removed _ -> Optional.of("removed");
    };
  }

  private static Ink ink(TorrentEvent event) {
    return switch (event) {
      case TorrentEvent.Failed _ -> Ink.BAD;
      case TorrentEvent.PieceRejected _, TorrentEvent.TrackerTrouble _ -> Ink.ODD;
      case TorrentEvent.Completed _ -> Ink.GOOD;
      case TorrentEvent.StateChanged _,
          TorrentEvent.MetadataReceived _,
          TorrentEvent.PieceCompleted _,
          TorrentEvent.Removed _ ->
          Ink.PLAIN;
    };
  }
}
