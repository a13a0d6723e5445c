package dev.sluice.mobile;

/**
 * Is told what torrents do. All calls come on one thread, named {@code sluice-mobile}, one at a
 * time, at most five a second for each torrent; nothing else happens there, so a call that takes
 * its time delays the next calls and nothing else. A torrent is named by its info-hash, 40
 * lower-case hexadecimal digits.
 */
public interface MobileListener {
  /** Something has moved: bytes, rates or peers. What comes faster than it is told is left out. */
  void onProgress(TorrentStatus status);

  /** The torrent does something else; {@link TorrentStatus#state} says what. */
  void onStateChanged(TorrentStatus status);

  /** Everything wanted is here and verified. */
  void onFinished(String torrent);

  /**
   * A torrent has failed, or an order could not be carried out.
   *
   * @param torrent the info-hash; empty if the order had none
   * @param message a sentence for a person
   */
  void onError(String torrent, String message);

  /**
   * The time of {@link MobileClient#runFor} is over: everything is saved, every socket and file is
   * closed, nothing runs. The system may now take the app away.
   */
  void onQuiet();
}
