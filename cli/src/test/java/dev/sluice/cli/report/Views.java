package dev.sluice.cli.report;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.MetadataProgress;
import dev.sluice.api.PeerSource;
import dev.sluice.api.PeerView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.model.Carrier;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds views of torrents for tests, starting from one that downloads. */
public final class Views {
  /** One mebibyte. */
  public static final long MIB = 1 << 20;

  private InfoHash infoHash = new InfoHash(1, 2, 3);
  private String name = "debian-13.1.0-amd64-netinst.iso";
  private TorrentState state = TorrentState.DOWNLOADING;
  private Optional<MetadataProgress> metadata = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private long wantedBytes = 776 * MIB;
  private long doneBytes;
  private double checkedFraction = 1;
  private long downBytesPerSecond;
  private long upBytesPerSecond;
  private long uploadedBytes;
  private int peers;
  private List<PeerSource> sources = List.of();
  private int knownPeers;
  private List<TrackerView> trackers = List.of();
  private double writeMillis = 1;
  private HeldBackBy heldBackBy = HeldBackBy.NOTHING;

  private Views() {}

  /** Returns a builder of a torrent that downloads, with nothing here yet. */
  public static Views view() {
    return new Views();
  }

  public Views of(InfoHash hash, String text) {
    infoHash = hash;
    name = text;
    return this;
  }

  public Views state(TorrentState now) {
    state = now;
    return this;
  }

  public Views failed(String why) {
    problem = Optional.of(why);
    return state(TorrentState.FAILED);
  }

  public Views bytes(long done, long wanted) {
    doneBytes = done;
    wantedBytes = wanted;
    return this;
  }

  public Views checked(double fraction) {
    checkedFraction = fraction;
    return state(TorrentState.CHECKING);
  }

  public Views metadata(int received, int count) {
    metadata = Optional.of(new MetadataProgress(received, count));
    return state(TorrentState.FETCHING_METADATA);
  }

  public Views rates(long down, long up) {
    downBytesPerSecond = down;
    upBytesPerSecond = up;
    return this;
  }

  public Views uploaded(long bytes) {
    uploadedBytes = bytes;
    return this;
  }

  public Views peers(int connected, int known) {
    peers = connected;
    knownPeers = known;
    return this;
  }

  public Views trackers(TrackerView... list) {
    trackers = List.of(list);
    return this;
  }

  public Views heldBackBy(HeldBackBy reason) {
    heldBackBy = reason;
    return this;
  }

  public Views writeMillis(double millis) {
    writeMillis = millis;
    return this;
  }

  public TorrentView build() {
    return new TorrentView(
        infoHash,
        name,
        state,
        problem,
        metadata,
        wantedBytes,
        doneBytes,
        checkedFraction,
        downBytesPerSecond,
        upBytesPerSecond,
        doneBytes,
        uploadedBytes,
        0,
        peerViews(),
        knownPeers,
        trackers,
        RateLimits.NONE,
        new BackpressureMetrics(1, 20, 0, 0, writeMillis, heldBackBy));
  }

  /** Sets where the first of the peers come from; the others come from a tracker. */
  public Views from(PeerSource... firstSources) {
    sources = List.of(firstSources);
    return this;
  }

  private PeerSource sourceOf(int peer) {
    return peer < sources.size() ? sources.get(peer) : PeerSource.TRACKER;
  }

  private List<PeerView> peerViews() {
    List<PeerView> views = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      PeerAddress address = new PeerAddress(InetAddress.ofLiteral("127.0.0.1"), 1000 + i);
      views.add(
          new PeerView(
              address, "", false, sourceOf(i), 1, 0, 0, false, false, true, false, Carrier.TCP));
    }
    return views;
  }
}
