package dev.sluice.swarm.trust;

import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who gives bad blocks, and spares those who only gave blocks of the same piece.
 *
 * <p>A piece that fails and has one giver convicts it: it is banned. With several givers it is an
 * open case, and they are suspects, to be given pieces of their own (parole): the honest ones prove
 * themselves with the first that is good, the culprit convicts itself, and with that every case
 * that it was part of is solved. Pieces that fail while all their givers are suspects already were
 * under way before, and open no further case: else one culprit would pull down whoever shared
 * twenty pieces with it at that moment.
 *
 * <p>Who behaves on parole and is part of a third case that stays unsolved is banned, unless the
 * good pieces it gave alone outweigh its cases ten to one.
 *
 * <p>Peers are remembered by address, so that a new connection does not clear them.
 *
 * <p>Owned by the torrent actor.
 */
public final class BlameLedger {
  /** Unsolved cases until a ban: libtorrent takes four, Transmission five. */
  static final int MAX_CASES_PER_PEER = 3;

  /** Good pieces given alone that outweigh one case. A guess. */
  static final int PIECES_PER_CASE = 10;

  /** Peers remembered; then the eldest connection is forgotten. As many as candidates are kept. */
  static final int MAX_PEERS = 2_000;

  /** Open cases; then the eldest is dropped. Far more than honest swarms see. */
  static final int MAX_CASES = 200;

  private final Map<PeerKey, Standing> byKey = bounded();
  private final Map<PeerAddress, Standing> byAddress = bounded();
  private final List<Case> cases = new ArrayList<>();

  /** What is known of an address. */
  private static final class Standing {
    final PeerAddress address;
    boolean suspect;
    long goodPiecesAlone;

    Standing(PeerAddress address) {
      this.address = address;
    }
  }

  /**
   * A failed piece whose culprit is not known.
   *
   * @param givers all who gave blocks
   * @param newSuspects those among them who were not on parole when it failed
   */
  private record Case(Set<Standing> givers, Set<Standing> newSuspects) {}

  private static <K> Map<K, Standing> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Standing> eldest) {
        return size() > MAX_PEERS;
      }
    };
  }

  /** Notes who is at the other end of a connection, before it gives anything. */
  public void met(PeerKey peer, PeerAddress address) {
    byKey.put(peer, byAddress.computeIfAbsent(address, Standing::new));
  }

  /** Returns whether the peer is on parole. */
  public boolean isSuspect(PeerKey peer) {
    Standing standing = byKey.get(peer);
    return standing != null && standing.suspect;
  }

  /**
   * Judges a piece whose hash does not fit.
   *
   * @param givers who gave its blocks; a peer may be named often
   * @return the addresses to ban and disconnect, often none
   */
  public List<PeerAddress> pieceFailed(List<PeerKey> givers) {
    Set<Standing> standings = standings(givers);
    if (standings.isEmpty()) {
      return List.of();
    }
    if (standings.size() == 1) {
      Standing culprit = standings.iterator().next();
      solve(culprit);
      return List.of(culprit.address);
    }
    return openCase(standings);
  }

  private Set<Standing> standings(List<PeerKey> givers) {
    Set<Standing> standings = new LinkedHashSet<>();
    for (PeerKey giver : givers) {
      Standing standing = byKey.get(giver);
      if (standing != null) {
        standings.add(standing);
      }
    }
    return standings;
  }

  private List<PeerAddress> openCase(Set<Standing> givers) {
    Set<Standing> newSuspects = new LinkedHashSet<>(givers);
    newSuspects.removeIf(standing -> standing.suspect);
    if (newSuspects.isEmpty()) {
      return List.of();
    }
    if (cases.size() == MAX_CASES) {
      cases.remove(0);
    }
    cases.add(new Case(givers, newSuspects));
    List<PeerAddress> banned = new ArrayList<>();
    for (Standing standing : newSuspects) {
      standing.suspect = true;
      if (isTooOften(standing)) {
        banned.add(standing.address);
      }
    }
    return banned;
  }

  private boolean isTooOften(Standing standing) {
    int count = 0;
    for (Case each : cases) {
      count += each.newSuspects.contains(standing) ? 1 : 0;
    }
    return count >= MAX_CASES_PER_PEER && standing.goodPiecesAlone < (long) PIECES_PER_CASE * count;
  }

  /** Closes the culprit's cases and frees those from suspicion whom no other case names. */
  private void solve(Standing culprit) {
    Set<Standing> cleared = new HashSet<>();
    for (Iterator<Case> each = cases.iterator(); each.hasNext(); ) {
      Case solved = each.next();
      if (solved.givers.contains(culprit)) {
        cleared.addAll(solved.givers);
        each.remove();
      }
    }
    for (Case open : cases) {
      cleared.removeAll(open.givers);
    }
    for (Standing standing : cleared) {
      standing.suspect = false;
    }
    culprit.suspect = true;
  }

  /**
   * Learns from a piece whose hash fits: a peer that gave it alone is no longer on parole.
   *
   * @param givers who gave its blocks; a peer may be named often
   */
  public void pieceVerified(List<PeerKey> givers) {
    Standing only = onlyOne(givers);
    if (only != null) {
      only.suspect = false;
      only.goodPiecesAlone++;
    }
  }

  private @Nullable Standing onlyOne(List<PeerKey> givers) {
    if (givers.isEmpty()) {
      return null;
    }
    PeerKey first = givers.get(0);
    for (PeerKey giver : givers) {
      if (!giver.equals(first)) {
        return null;
      }
    }
    return byKey.get(first);
  }
}
