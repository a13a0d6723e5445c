package dev.sluice.tui.screen;

import dev.sluice.api.PeerSource;
import dev.sluice.api.PeerView;
import dev.sluice.api.TorrentView;
import dev.sluice.model.PeerAddress;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.canvas.Table;
import dev.sluice.tui.canvas.Table.Column;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.Amounts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The connected peers, those that move most first. */
final class PeersTab implements Tab {
  private static final Comparator<PeerView> BUSIEST =
      Comparator.<PeerView>comparingLong(
              peer -> peer.downBytesPerSecond() + peer.upBytesPerSecond())
          .reversed()
          .thenComparing(peer -> peer.address().toString());

  private final Scroll scroll = new Scroll();

  @Override
  public String title() {
    return "Peers";
  }

  @Override
  public void draw(Canvas canvas, TorrentView torrent, Snapshot now) {
    if (torrent.peers().isEmpty()) {
      canvas.text(0, 0, "No peers are connected.", Ink.FAINT);
      return;
    }
    Optional<PeerAddress> optimistic =
        now.focus().details().flatMap(details -> details.optimistic());
    List<PeerView> peers = torrent.peers().stream().sorted(BUSIEST).toList();
    Canvas table = canvas.rows(0, canvas.height() - 1);
    scroll.fit(peers.size(), table.height() - 1);
    new Table<>(columns(optimistic))
        .draw(table, peers, scroll.first(), scroll.cursor(), column -> "");
    canvas.text(
        0,
        canvas.height() - 1,
        "d we may ask  u it may ask  i wants  s silent  o on trial  < called us",
        Ink.FAINT);
  }

  private static List<Column<PeerView>> columns(Optional<PeerAddress> optimistic) {
    return List.of(
        Column.words("Address", 21, 1, 20, peer -> peer.address().toString()),
        Column.words("Client", 14, 2, 8, PeerView::client),
        Column.<PeerView>words("Flags", 6, 0, 10, peer -> flags(peer, optimistic))
            .in(peer -> peer.snubbed() ? Ink.ODD : Ink.PLAIN),
        Column.numbers("Has", 6, 12, peer -> Amounts.percent(peer.fraction())),
        Column.<PeerView>numbers("Down", 8, 18, peer -> Amounts.rate(peer.downBytesPerSecond()))
            .in(peer -> Ink.BUSY),
        Column.<PeerView>numbers("Up", 8, 17, peer -> Amounts.rate(peer.upBytesPerSecond()))
            .in(peer -> Ink.GOOD),
        Column.words("From", 8, 0, 6, peer -> source(peer.source())));
  }

  private static String flags(PeerView peer, Optional<PeerAddress> optimistic) {
    boolean isOnTrial = optimistic.isPresent() && optimistic.get().equals(peer.address());
    return (peer.choking() ? "-" : "d")
        + (peer.choked() ? "-" : "u")
        + (peer.interested() ? "i" : "-")
        + (peer.snubbed() ? "s" : "-")
        + (isOnTrial ? "o" : "-")
        + (peer.incoming() ? "<" : "-");
  }

  static String source(PeerSource source) {
    return switch (source) {
      case EXPLICIT -> "you";
      case TRACKER -> "tracker";
      case INCOMING -> "itself";
      case LSD -> "local";
      case DHT -> "DHT";
      case PEX -> "a peer";
    };
  }

  @Override
  public boolean onInput(Input input, TorrentView torrent, Snapshot now, Control control) {
    return Moves.move(scroll, input, 1);
  }
}
