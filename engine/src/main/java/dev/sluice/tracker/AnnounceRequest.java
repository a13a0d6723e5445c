package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import java.util.Locale;

/**
 * What we tell a tracker about ourselves.
 *
 * @param infoHash the torrent
 * @param peerId our id in this torrent
 * @param port where we listen, from 1 to 65535; 0 if nowhere
 * @param uploadedBytes payload sent in this session
 * @param downloadedBytes payload received in this session
 * @param leftBytes what is missing; anything above 0 while the size is still unknown
 * @param event why we announce
 * @param numWant how many peers we would like; negative leaves it to the tracker
 * @param key random, kept for the session: proves who we are when our address changes
 */
@Bep({3, 15})
public record AnnounceRequest(
    InfoHash infoHash,
    PeerId peerId,
    int port,
    long uploadedBytes,
    long downloadedBytes,
    long leftBytes,
    AnnounceEvent event,
    int numWant,
    int key) {
  public AnnounceRequest {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    if (uploadedBytes < 0 || downloadedBytes < 0 || leftBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "negative count: %d up, %d down, %d left",
              uploadedBytes,
              downloadedBytes,
              leftBytes));
    }
  }

  /** Returns how many peers to ask for: none when we leave. */
  int peersWanted() {
    return event == AnnounceEvent.STOPPED ? 0 : numWant;
  }
}
