package dev.sluice.api;

import dev.sluice.model.InfoHash;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One torrent at one moment. While its metadata is being fetched its name is the one that a link
 * gave, or its info-hash, and it wants no bytes.
 *
 * @param infoHash its name between programs
 * @param name its name for people, safe to print
 * @param state what it is doing
 * @param problem why it is {@link TorrentState#FAILED}; one sentence with the path or host
 *     concerned
 * @param metadata how far its metadata is; empty when it is here, or no peer has named its length
 * @param wantedBytes bytes of the selected files (whole pieces are fetched for them)
 * @param doneBytes how many of those are verified
 * @param checkedFraction 0 to 1, how far a running check has come, or the filling of files with
 *     zeros; 1 otherwise
 * @param downBytesPerSecond payload, moving average
 * @param upBytesPerSecond payload, moving average
 * @param downloadedBytes payload received in all sessions, wasted bytes included
 * @param uploadedBytes payload sent in all sessions
 * @param wastedBytes payload received in vain in this session: duplicates and corrupt pieces
 * @param peers connected peers
 * @param knownPeers addresses not connected
 * @param trackers each tracker's state
 * @param limits of its own rates; those of the whole client hold besides
 * @param backpressure what is under way and what holds it back
 */
public record TorrentView(
    InfoHash infoHash,
    String name,
    TorrentState state,
    Optional<String> problem,
    Optional<MetadataProgress> metadata,
    long wantedBytes,
    long doneBytes,
    double checkedFraction,
    long downBytesPerSecond,
    long upBytesPerSecond,
    long downloadedBytes,
    long uploadedBytes,
    long wastedBytes,
    List<PeerView> peers,
    int knownPeers,
    List<TrackerView> trackers,
    RateLimits limits,
    BackpressureMetrics backpressure) {

  public TorrentView {
    peers = List.copyOf(peers);
    trackers = List.copyOf(trackers);
  }

  /** Returns how many connected peers each source has brought; sources without any are left out. */
  public Map<PeerSource, Integer> peersBySource() {
    Map<PeerSource, Integer> counts = new EnumMap<>(PeerSource.class);
    peers.forEach(peer -> counts.merge(peer.source(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }

  /** Returns whether everything wanted is here and verified. */
  public boolean isComplete() {
    return state == TorrentState.SEEDING;
  }

  /**
   * Returns whether nothing more will come unless somebody does something: all is here, or failed.
   */
  public boolean hasEnded() {
    return isComplete() || state == TorrentState.FAILED;
  }

  /**
   * Returns whether it has failed for its disk, which is full, gone or broken, and goes on by
   * itself once that is mended.
   */
  public boolean isSuspended() {
    return state == TorrentState.FAILED && backpressure.heldBackBy() == HeldBackBy.DISK;
  }

  /** Returns how much of what is wanted is here, 0 to 1. */
  public double fraction() {
    return wantedBytes == 0 ? 1 : (double) doneBytes / wantedBytes;
  }

  /** Returns the time left at today's rate; empty when complete or nothing comes. */
  public Optional<Duration> timeLeft() {
    boolean unknown = downBytesPerSecond <= 0 || doneBytes >= wantedBytes;
    return unknown
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((wantedBytes - doneBytes) / downBytesPerSecond + 1));
  }
}
