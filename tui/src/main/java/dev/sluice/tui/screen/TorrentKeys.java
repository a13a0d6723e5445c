package dev.sluice.tui.screen;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.input.Input;

/** The keys that act on one torrent, in the list and on its own screen. */
final class TorrentKeys {
  private TorrentKeys() {}

  /** Does what the key says. */
  static void onTyped(Input.Typed typed, TorrentView torrent, Control control) {
    switch (typed.codePoint()) {
      case ' ' -> control.wish(pauseOrResume(torrent));
      case 'v' -> control.wish(new Wish.Verify(torrent.infoHash()));
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
