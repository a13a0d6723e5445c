package dev.sluice.swarm.trust;

import dev.sluice.model.BlockPrints;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
 * <p>The bad copy is remembered block by block. As soon as the piece is good, the two are compared:
 * whose block differs is convicted, and the others are cleared. So is who gives a block of a piece
 * first one way and then another.
 *
 * <p>Who behaves on parole and is part of a third case that stays unsolved is banned, unless the
 * good pieces it gave alone outweigh its cases ten to one.
 *
 * <p>Owned by the torrent actor.
 */
public final class BlameLedger {
  /** Unsolved cases until a ban: libtorrent takes four, Transmission five. */
  public static final int MAX_CASES_PER_PEER = 3;

  /** Good pieces given alone that outweigh one case. A guess. */
  static final int PIECES_PER_CASE = 10;

  /** Hosts, and ended connections, that are remembered: as many as candidates are kept. */
  static final int MAX_GONE = 2_000;

  /**
   * Bad copies; then the eldest is dropped. Far more than honest swarms see; of the largest pieces
   * each takes some 16 KiB.
   */
  static final int MAX_BAD_COPIES = 200;

  private final Acquaintances acquaintances = new Acquaintances(MAX_GONE);
  private final List<BadCopy> badCopies = new ArrayList<>();

  /** Notes who is at the other end of a connection, before it gives anything. */
  public void met(PeerKey peer, PeerAddress address) {
    acquaintances.met(peer, address);
  }

  /** Notes that a connection has ended. What it gave is still judged. */
  public void left(PeerKey peer) {
    acquaintances.left(peer);
  }

  /** Returns whether the peer is on parole. */
  public boolean isSuspect(PeerKey peer) {
    Standing standing = acquaintances.of(peer);
    return standing != null && standing.suspect;
  }

  /**
   * Judges a copy of a piece whose hash does not fit.
   *
   * @param givers who gave its blocks, in their order; a peer may be named often
   * @param prints of its blocks
   * @return an address of each host to ban and disconnect, often none
   */
  public List<PeerAddress> pieceFailed(int pieceIndex, List<PeerKey> givers, BlockPrints prints) {
    List<@Nullable Standing> giverOfBlock = new ArrayList<>(givers.size());
    givers.forEach(giver -> giverOfBlock.add(acquaintances.of(giver)));
    BadCopy copy = new BadCopy(pieceIndex, giverOfBlock, prints);
    Set<Standing> culprits = culprits(copy);
    keep(copy);
    if (!culprits.isEmpty()) {
      return convict(culprits);
    }
    return suspect(copy);
  }

  private Set<Standing> culprits(BadCopy copy) {
    Standing only = copy.onlyGiver();
    if (only != null) {
      return Set.of(only);
    }
    Set<Standing> culprits = new LinkedHashSet<>();
    for (BadCopy earlier : badCopies) {
      if (earlier.pieceIndex == copy.pieceIndex) {
        culprits.addAll(copy.liarsAgainst(earlier));
      }
    }
    return culprits;
  }

  private void keep(BadCopy copy) {
    if (badCopies.size() == MAX_BAD_COPIES) {
      badCopies.remove(0);
    }
    badCopies.add(copy);
  }

  private List<PeerAddress> suspect(BadCopy copy) {
    List<PeerAddress> banned = new ArrayList<>();
    for (Standing standing : copy.newSuspects()) {
      standing.suspect = true;
      if (isTooOften(standing)) {
        banned.add(standing.address);
      }
    }
    return banned;
  }

  private boolean isTooOften(Standing standing) {
    long count =
        badCopies.stream()
            .filter(copy -> copy.isOpen() && copy.newSuspects().contains(standing))
            .count();
    return count >= MAX_CASES_PER_PEER && standing.goodPiecesAlone < PIECES_PER_CASE * count;
  }

  /** Solves the culprits' cases and frees those from suspicion whom no other case names. */
  private List<PeerAddress> convict(Set<Standing> culprits) {
    Set<Standing> cleared = new LinkedHashSet<>();
    for (BadCopy copy : badCopies) {
      if (!Collections.disjoint(copy.givers(), culprits)) {
        cleared.addAll(copy.givers());
        copy.solve();
      }
    }
    clear(cleared);
    culprits.forEach(culprit -> culprit.suspect = true);
    return List.copyOf(
        culprits.stream().map(culprit -> culprit.address).collect(Collectors.toList()));
  }

  private void clear(Set<Standing> suspects) {
    for (BadCopy copy : badCopies) {
      if (copy.isOpen()) {
        suspects.removeAll(copy.givers());
      }
    }
    suspects.forEach(standing -> standing.suspect = false);
  }

  /**
   * Learns from a piece whose hash fits: a peer that gave it alone is no longer on parole.
   *
   * @param givers who gave its blocks; a peer may be named often
   * @return whether a bad copy of it is remembered: then the prints of the good one are wanted for
   *     {@link #compare}
   */
  public boolean pieceVerified(int pieceIndex, List<PeerKey> givers) {
    Standing only = onlyOne(givers);
    if (only != null) {
      only.suspect = false;
      only.goodPiecesAlone++;
    }
    return badCopies.stream().anyMatch(copy -> copy.pieceIndex == pieceIndex);
  }

  private @Nullable Standing onlyOne(List<PeerKey> givers) {
    Standing only = givers.isEmpty() ? null : acquaintances.of(givers.get(0));
    for (PeerKey giver : givers) {
      if (acquaintances.of(giver) != only) {
        return null;
      }
    }
    return only;
  }

  /**
   * Compares the bad copies of a piece with the good one: whoever gave a block that differs is
   * convicted, and the others are not to blame.
   *
   * @return an address of each host to ban and disconnect
   */
  public List<PeerAddress> compare(int pieceIndex, BlockPrints good) {
    Set<Standing> liars = new LinkedHashSet<>();
    Set<Standing> cleared = new LinkedHashSet<>();
    for (Iterator<BadCopy> each = badCopies.iterator(); each.hasNext(); ) {
      BadCopy copy = each.next();
      if (copy.pieceIndex == pieceIndex) {
        liars.addAll(copy.liarsAgainst(good));
        cleared.addAll(copy.givers());
        each.remove();
      }
    }
    clear(cleared);
    return convict(liars);
  }
}
