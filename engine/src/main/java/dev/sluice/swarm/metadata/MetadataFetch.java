package dev.sluice.swarm.metadata;

import dev.sluice.api.MetadataProgress;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.metadata.Draft.Testimony;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.extension.UtMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides which peer is asked for which piece of the metadata, puts the answers together, and finds
 * out who lied.
 *
 * <p>Nothing that one peer says is believed before the digest of the whole is the info-hash. A
 * wrong piece shows only then, and so does a wrong length; so:
 *
 * <ul>
 *   <li>Peers that agree about the length work on one {@link Draft} together. A few drafts grow at
 *       the same time, those with most givers first, so that who lies about the length delays
 *       nobody. A draft that does not get done makes room for one that waits, and has longer the
 *       next time.
 *   <li>A draft of one giver whose digest is wrong convicts it.
 *   <li>A draft of several givers whose digest is wrong convicts nobody. From then on peers with
 *       this length have a draft each; the first honest one ends it, and its bytes convict whoever
 *       spoiled the common one.
 * </ul>
 *
 * <p>Owned by the torrent actor.
 */
@Bep(9)
public final class MetadataFetch {
  /** Drafts that grow at one time: the honest one and two liars'. */
  static final int MAX_DRAFTS = 3;

  /** Bytes of all drafts together; one of the longest and one that is not much shorter. */
  static final int MAX_DRAFT_BYTES = 2 * UtMetadata.MAX_TOTAL_BYTES;

  /** Statements of peers in drafts that failed; then the eldest are forgotten. */
  static final int MAX_TESTIMONIES = 8 * UtMetadata.pieceCount(UtMetadata.MAX_TOTAL_BYTES);

  /** A piece that was asked for so long ago is asked from a second peer as well. */
  static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** How long a draft may keep others waiting; twice as long each time that it gets its turn. */
  static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Lengths, and peers alone, of which the number of turns is known; a guess. */
  private static final int MAX_SIDES = 1_000;

  private static final int MAX_DOUBLINGS = 10;
  private static final MetadataArrival TAKEN = new MetadataArrival.Taken();

  private final InfoHash infoHash;
  private final Map<PeerKey, Giver> givers = new LinkedHashMap<>();
  private final Map<Side, Turn> turns = new LinkedHashMap<>();
  private final Map<Side, Integer> turnsHad = bounded();

  /** Lengths of which a common draft has failed. */
  private final Set<Integer> contested = new HashSet<>();

  private final List<Testimony> testimonies = new ArrayList<>();

  /** Knows nobody yet. */
  public MetadataFetch(InfoHash infoHash) {
    this.infoHash = infoHash;
  }

  /**
   * Those who work on one draft: all peers that name a length, or one of them.
   *
   * @param alone the one, or null for all
   */
  private record Side(int totalBytes, @Nullable PeerKey alone) {}

  /** A draft that grows. */
  private record Turn(Draft draft, long begunNanos) {}

  private static <K> Map<K, Integer> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Integer> eldest) {
        return size() > MAX_SIDES;
      }
    };
  }

  private Side sideOf(Giver giver) {
    return new Side(giver.totalBytes, contested.contains(giver.totalBytes) ? giver.key : null);
  }

  /** A peer says that it has the metadata, and how long that is. */
  public void offered(PeerKey peer, PeerAddress address, int totalBytes) {
    Giver known = givers.get(peer);
    if (known == null || known.totalBytes != totalBytes) {
      givers.put(peer, new Giver(peer, address, totalBytes));
    }
  }

  /** A peer is gone; what it gave remains. */
  public void gone(PeerKey peer) {
    givers.remove(peer);
    turns.keySet().removeIf(side -> peer.equals(side.alone));
    turnsHad.keySet().removeIf(side -> peer.equals(side.alone));
  }

  /** Returns whether pieces may still come from the peer. */
  public boolean isHopeful(PeerKey peer) {
    Giver giver = givers.get(peer);
    return giver != null && giver.isHopeful();
  }

  /** Gives up on the requests of silent peers, and returns what is to be asked now. */
  public List<MetadataRequest> next(long nowNanos) {
    givers.values().forEach(giver -> giver.giveUpOverdue(nowNanos));
    giveTurns(nowNanos);
    List<MetadataRequest> requests = new ArrayList<>();
    for (Giver giver : givers.values()) {
      Turn turn = turns.get(sideOf(giver));
      if (turn != null) {
        ask(giver, turn.draft, nowNanos, requests);
      }
    }
    return requests;
  }

  private void ask(Giver giver, Draft draft, long nowNanos, List<MetadataRequest> requests) {
    while (giver.canBeAsked(nowNanos)) {
      int piece = draft.nextPiece(giver, nowNanos);
      if (piece < 0) {
        return;
      }
      draft.asked(piece, nowNanos);
      giver.asked(piece, nowNanos);
      requests.add(new MetadataRequest(giver.key, piece));
    }
  }

  /** Begins drafts while there is room, and ends those that keep others waiting for too long. */
  private void giveTurns(long nowNanos) {
    for (Side side : waiting()) {
      if (!hasRoom(side)) {
        turns.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), nowNanos));
      }
      if (hasRoom(side)) {
        turns.put(side, new Turn(new Draft(side.totalBytes), nowNanos));
        turnsHad.merge(side, 1, Integer::sum);
      }
    }
  }

  /** Returns who has no draft: who had the fewest turns first, then those with most givers. */
  private List<Side> waiting() {
    Map<Side, Integer> sides = new LinkedHashMap<>();
    for (Giver giver : givers.values()) {
      Side side = sideOf(giver);
      if (giver.isHopeful() && !turns.containsKey(side)) {
        sides.merge(side, 1, Integer::sum);
      }
    }
    List<Side> waiting = new ArrayList<>(sides.keySet());
    waiting.sort(
        Comparator.<Side>comparingInt(side -> turnsHad.getOrDefault(side, 0))
            .thenComparingInt(side -> -sides.getOrDefault(side, 0)));
    return waiting;
  }

  private boolean hasRoom(Side side) {
    long bytes = side.totalBytes;
    for (Turn turn : turns.values()) {
      bytes += turn.draft.totalBytes;
    }
    return turns.size() < MAX_DRAFTS && bytes <= MAX_DRAFT_BYTES;
  }

  private boolean isOver(Side side, Turn turn, long nowNanos) {
    int doublings = Math.min(MAX_DOUBLINGS, turnsHad.getOrDefault(side, 1) - 1);
    boolean isHopeless =
        givers.values().stream().noneMatch(each -> each.isHopeful() && sideOf(each).equals(side));
    return isHopeless || nowNanos - turn.begunNanos > TURN_NANOS << doublings;
  }

  /** A peer refuses a piece. */
  public void rejected(PeerKey peer, int piece, long nowNanos) {
    Giver giver = givers.get(peer);
    if (giver != null) {
      giver.rejected(piece, nowNanos);
    }
  }

  /** A peer has sent a piece. */
  public MetadataArrival received(PeerKey peer, UtMetadata.Data data, long nowNanos) {
    Giver giver = givers.get(peer);
    if (giver == null) {
      return TAKEN;
    }
    if (data.totalBytes() != giver.totalBytes) {
      return new MetadataArrival.Refuted(Set.of(giver.address));
    }
    giver.gave(data.piece(), nowNanos);
    Side side = sideOf(giver);
    Turn turn = turns.get(side);
    if (turn == null || !turn.draft.lacks(data.piece())) {
      return TAKEN;
    }
    turn.draft.put(data, giver.address);
    return turn.draft.isComplete() ? judge(side, turn.draft) : TAKEN;
  }

  private MetadataArrival judge(Side side, Draft draft) {
    byte[] info = draft.assemble();
    if (MetainfoParser.infoHashOf(info).equals(infoHash)) {
      return new MetadataArrival.Complete(info, whoContradicts(info));
    }
    turns.remove(side);
    givers.values().stream()
        .filter(each -> sideOf(each).equals(side))
        .forEach(Giver::forgetRequests);
    Set<PeerAddress> suspects = draft.givers();
    if (suspects.size() == 1) {
      return new MetadataArrival.Refuted(suspects);
    }
    contested.add(side.totalBytes);
    remember(draft);
    return new MetadataArrival.Refuted(Set.of());
  }

  private void remember(Draft draft) {
    testimonies.addAll(draft.testimonies());
    int tooMany = testimonies.size() - MAX_TESTIMONIES;
    if (tooMany > 0) {
      testimonies.subList(0, tooMany).clear();
    }
  }

  private Set<PeerAddress> whoContradicts(byte[] info) {
    Set<PeerAddress> liars = new LinkedHashSet<>();
    for (Testimony testimony : testimonies) {
      if (testimony.isFalse(info)) {
        liars.add(testimony.giver());
      }
    }
    return liars;
  }

  /** Returns how far the fullest draft is; empty while nobody has named a length. */
  public Optional<MetadataProgress> progress() {
    return turns.values().stream()
        .map(Turn::draft)
        .max(Comparator.comparingDouble(draft -> (double) draft.received() / draft.pieceCount()))
        .map(draft -> new MetadataProgress(draft.received(), draft.pieceCount()));
  }
}
