package dev.sluice.tui.screen;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.input.Input;
import java.util.List;

/** The keys that act on one torrent, in the list and on its own screen. */
final class TorrentKeys {
  /** What the keys do. */
  static final List<KeyHint> HINTS =
      List.of(
          new KeyHint("Space", "pause"),
          new KeyHint("v", "verify"),
          new KeyHint("l", "limit"),
          new KeyHint("d", "remove"));

  private TorrentKeys() {}

  /** Does what the key says. */
  static void onTyped(Input.Typed typed, TorrentView torrent, Control control) {
    switch (typed.codePoint()) {
      case ' ' -> control.wish(pauseOrResume(torrent));
      case 'v' -> control.wish(new Wish.Verify(torrent.infoHash()));
      case 'l' -> control.open(LimitForms.of(torrent));
      case 'd' -> control.open(new RemoveDialog(torrent));
      default -> {} // no key of ours
    }
  }

  private static Wish pauseOrResume(TorrentView torrent) {
    boolean rests =
        torrent.state() == TorrentState.PAUSED || torrent.state() == TorrentState.FAILED;
    return rests ? new Wish.Resume(torrent.infoHash()) : new Wish.Pause(torrent.infoHash());
  }
}
