package dev.sluice.mobile;

import dev.sluice.api.TorrentView;
import java.util.Objects;

/** One torrent at one moment. */
public final class TorrentStatus {
  private final String torrent;
  private final String name;
  private final String state;
  private final long doneBytes;
  private final long wantedBytes;
  private final long downBytesPerSecond;
  private final long upBytesPerSecond;
  private final int peers;

  TorrentStatus(TorrentView view) {
    torrent = view.infoHash().toHex();
    name = view.name();
    state = view.state().name();
    doneBytes = view.doneBytes();
    wantedBytes = view.wantedBytes();
    downBytesPerSecond = view.downBytesPerSecond();
    upBytesPerSecond = view.upBytesPerSecond();
    peers = view.peers().size();
  }

  /** Returns the info-hash, 40 lower-case hexadecimal digits. */
  public String torrent() {
    return torrent;
  }

  /** Returns its name for people. */
  public String name() {
    return name;
  }

  /**
   * Returns what it is doing: {@code FETCHING_METADATA}, {@code CHECKING}, {@code PREPARING},
   * {@code DOWNLOADING}, {@code SEEDING}, {@code PAUSED}, {@code FAILED} or {@code STOPPING}.
   */
  public String state() {
    return state;
  }

  /** Returns how many of the wanted bytes are here and verified. */
  public long doneBytes() {
    return doneBytes;
  }

  /** Returns how many bytes are wanted; 0 while that is not known. */
  public long wantedBytes() {
    return wantedBytes;
  }

  /** Returns the download rate, a moving average. */
  public long downBytesPerSecond() {
    return downBytesPerSecond;
  }

  /** Returns the upload rate, a moving average. */
  public long upBytesPerSecond() {
    return upBytesPerSecond;
  }

  /** Returns how many peers are connected. */
  public int peers() {
    return peers;
  }

  /** Returns whether a person would see the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TorrentStatus status
        && torrent.equals(status.torrent)
        && name.equals(status.name)
        && state.equals(status.state)
        && doneBytes == status.doneBytes
        && wantedBytes == status.wantedBytes
        && downBytesPerSecond == status.downBytesPerSecond
        && upBytesPerSecond == status.upBytesPerSecond
        && peers == status.peers;
  }

  @Override
  public int hashCode() {
    return Objects.hash(torrent, state, doneBytes, downBytesPerSecond, upBytesPerSecond, peers);
  }

  @Override
  public String toString() {
    return torrent + " " + state + " " + doneBytes + "/" + wantedBytes;
  }
}
