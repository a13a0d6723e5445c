package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.picking.Asker;
import dev.sluice.swarm.picking.DuePieces;
import dev.sluice.swarm.picking.DuePieces.DuePiece;
import dev.sluice.swarm.picking.Manner;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.swarm.picking.Punctuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The part of downloading that watches the clock: gets what readers need by the time they need it.
 *
 * <p>Four means. A peer with room is given the soonest due blocks for which it is quick enough.
 * What a peer owes that has fallen silent is opened to others ({@link #giveUpOnTheSilent}). What is
 * overdue and not asked for, as after a seek, goes to the quickest peers ({@link #askTheQuickest}).
 * And what will come too late is asked from one peer more ({@link #saveLate}); what that may cost
 * is bounded.
 *
 * <p>Requests that can wait are not cancelled to make way: libtorrent has much of what it was asked
 * for in its send buffer already, so it came all the same, and again when it was asked for once
 * more; beside a real seeder more than half of all bytes were wasted. Queues are short instead.
 *
 * <p>Owned by the torrent actor.
 */
final class DueRequests {
  /** What is due within this time is urgent. */
  private static final long URGENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What is due within this time is taken from a peer that has fallen silent. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(6);

  /** Differences below this are chance. */
  private static final long WORTH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A peer that needs so many times as long as the quickest still helps with what is overdue. */
  private static final int NEARLY_AS_QUICK = 2;

  /** How much sooner a second peer must be than the one that owes a block. */
  private static final long SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** One block in so many may be asked for twice: what rescue wastes stays near a twentieth. */
  private static final int BLOCKS_PER_SECOND_REQUEST = 20;

  /** Second requests that need not be earned first. */
  private static final int FREE_SECOND_REQUESTS = 48;

  /** Second requests in one round: the next, a moment later, knows more. */
  private static final int MAX_SECOND_REQUESTS_PER_ROUND = 8;

  private final PiecePicker picker;
  private final PeerTable peers;
  private final BiFunction<Peer, Long, Manner> manners;
  private final List<BlockRef> picked = new ArrayList<>();
  private DuePieces due = DuePieces.NONE;
  private long secondRequests;
  private long earnedBlocks;

  /**
   * Works for one torrent.
   *
   * @param manners how a peer is to be served at a time
   */
  DueRequests(PiecePicker picker, PeerTable peers, BiFunction<Peer, Long, Manner> manners) {
    this.picker = picker;
    this.peers = peers;
    this.manners = manners;
  }

  /** Replaces what is needed, and by when. */
  void expect(DuePieces pieces, long nowNanos) {
    due = pieces;
    picker.expect(pieces);
    hurry(nowNanos);
  }

  /**
   * Returns how many blocks more the peer may owe. While somebody reads, queues are short: what
   * becomes urgent, as after a seek, must not wait behind what is not.
   */
  int room(Peer peer) {
    int blocks = peer.window.blocks();
    return (due.isWatched() ? Math.min(blocks, peer.pace.shortQueueBlocks()) : blocks)
        - peer.requests.size();
  }

  /** Returns whether nothing is due. */
  boolean isIdle() {
    return due.isEmpty();
  }

  /** Adds the due blocks to ask a peer for that has room; returns how many. */
  int pick(Asker asker, int room, List<BlockRef> into, long nowNanos) {
    if (due.isEmpty()) {
      return 0;
    }
    return picker.pickDue(asker, room, new Clockwork(nowNanos), into);
  }

  /** A block has come that was missing. */
  void onBlock() {
    earnedBlocks += due.isEmpty() ? 0 : 1;
  }

  /** Looks for what is in danger of being late. */
  void hurry(long nowNanos) {
    if (due.isEmpty()) {
      return;
    }
    Clockwork clockwork = new Clockwork(nowNanos);
    giveUpOnTheSilent(clockwork);
    askTheQuickest(clockwork);
    saveLate(clockwork);
  }

  /** Opens to others what is due soon with peers that have fallen silent. */
  private void giveUpOnTheSilent(Clockwork clockwork) {
    long untilNanos = clockwork.nowNanos + SOON_NANOS;
    for (Peer peer : peers) {
      if (clockwork.isSilent(peer)) {
        for (BlockRef block : peer.requests.blocks()) {
          if (due.isDueBy(block.pieceIndex(), untilNanos)
              && clockwork.canReplace(peer, block.pieceIndex())) {
            peer.cancel(block);
            picker.reopen(peer.key, block);
          }
        }
      }
    }
  }

  /** Asks quick peers for what is overdue and open, as far as they have room. */
  private void askTheQuickest(Clockwork clockwork) {
    for (DuePiece piece : dueWithin(0, clockwork.nowNanos)) {
      List<Peer> able = picker.hasOpenBlocks(piece) ? quickest(piece, clockwork) : List.of();
      for (Peer peer : able) {
        if (!picker.hasOpenBlocks(piece) || !clockwork.isWorthAsking(peer, able.get(0), piece)) {
          break;
        }
        ask(peer, clockwork);
      }
    }
  }

  private void ask(Peer peer, Clockwork clockwork) {
    int room = room(peer);
    if (room > 0) {
      picked.clear();
      pick(askerOf(peer, clockwork.nowNanos), room, picked, clockwork.nowNanos);
      askAll(peer, clockwork.nowNanos);
    }
  }

  private void askAll(Peer peer, long nowNanos) {
    for (BlockRef block : picked) {
      peer.ask(block, nowNanos);
    }
  }

  /** Asks a second peer for what the first will bring too late. */
  private void saveLate(Clockwork clockwork) {
    int left = MAX_SECOND_REQUESTS_PER_ROUND;
    for (DuePiece piece : dueWithin(URGENT_NANOS, clockwork.nowNanos)) {
      List<Peer> able = maySecond() ? quickest(piece, clockwork) : List.of();
      for (Peer peer : able) {
        if (!clockwork.isWorthAsking(peer, able.get(0), piece)) {
          break;
        }
        while (left > 0 && maySecond() && saveLate(peer, piece, clockwork)) {
          left--;
        }
      }
    }
  }

  private boolean maySecond() {
    return secondRequests < FREE_SECOND_REQUESTS + earnedBlocks / BLOCKS_PER_SECOND_REQUEST;
  }

  private boolean saveLate(Peer peer, DuePiece piece, Clockwork clockwork) {
    picked.clear();
    if (!picker.pickLate(askerOf(peer, clockwork.nowNanos), piece, clockwork, picked)) {
      return false;
    }
    secondRequests++;
    askAll(peer, clockwork.nowNanos);
    return true;
  }

  private List<DuePiece> dueWithin(long nanos, long nowNanos) {
    List<DuePiece> soon = new ArrayList<>();
    for (DuePiece piece : due.soonestFirst()) {
      if (piece.deadlineNanos() - nowNanos > nanos) {
        break;
      }
      soon.add(piece);
    }
    return soon;
  }

  private List<Peer> quickest(DuePiece piece, Clockwork clockwork) {
    List<Peer> able = new ArrayList<>();
    for (Peer peer : peers) {
      if (isAble(peer, piece.index())) {
        able.add(peer);
      }
    }
    able.sort(
        Comparator.comparingLong(peer -> clockwork.nextArrivalNanos(peer) - clockwork.nowNanos));
    return able;
  }

  private static boolean isAble(Peer peer, int pieceIndex) {
    return peer.wanted && offers(peer).has(pieceIndex);
  }

  private static PieceSet offers(Peer peer) {
    return peer.choking ? peer.allowedFast : peer.pieces;
  }

  private Asker askerOf(Peer peer, long nowNanos) {
    return new Asker(peer.key, offers(peer), manners.apply(peer, nowNanos));
  }

  /** What can be said about times at one moment. */
  private final class Clockwork implements Punctuality {
    private final long nowNanos;

    Clockwork(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    boolean isSilent(Peer peer) {
      return !peer.requests.isEmpty() && peer.pace.isSilent(nowNanos, peer.requests.oldestNanos());
    }

    /** Returns whether somebody else gives the piece and has not fallen silent as well. */
    boolean canReplace(Peer peer, int pieceIndex) {
      for (Peer other : peers) {
        if (other != peer && isAble(other, pieceIndex) && !isSilent(other)) {
          return true;
        }
      }
      return false;
    }

    long arrivalNanos(Peer peer, int blocksAhead) {
      long oldest = peer.requests.isEmpty() ? nowNanos : peer.requests.oldestNanos();
      return peer.pace.arrivalNanos(nowNanos, blocksAhead, oldest);
    }

    /** Returns when the next block that the peer is asked for would be here. */
    long nextArrivalNanos(Peer peer) {
      return arrivalNanos(peer, peer.requests.size());
    }

    /** Returns whether a peer would be in time or nearly as quick as the best. */
    boolean isWorthAsking(Peer peer, Peer best, DuePiece piece) {
      long arrival = nextArrivalNanos(peer);
      long bestArrival = nextArrivalNanos(best);
      return arrival - piece.deadlineNanos() <= 0
          || arrival - nowNanos <= NEARLY_AS_QUICK * (bestArrival - nowNanos) + WORTH_NANOS;
    }

    @Override
    public boolean suits(Asker asker, DuePiece piece, int pickedCount) {
      Peer peer = peers.get(asker.peer());
      if (peer == null) {
        return false;
      }
      int ahead = peer.requests.size() + pickedCount;
      if (!peer.pace.isKnown() && ahead > 0 && !isAlone(peer, piece)) {
        return false;
      }
      long arrival = arrivalNanos(peer, ahead);
      return arrival - piece.deadlineNanos() <= 0 || isNearlyQuickest(peer, arrival, piece);
    }

    private boolean isAlone(Peer peer, DuePiece piece) {
      for (Peer other : peers) {
        if (other != peer && isAble(other, piece.index())) {
          return false;
        }
      }
      return true;
    }

    private boolean isNearlyQuickest(Peer peer, long arrivalNanos, DuePiece piece) {
      long best = Long.MAX_VALUE / NEARLY_AS_QUICK - WORTH_NANOS;
      for (Peer other : peers) {
        if (other != peer && isAble(other, piece.index())) {
          best = Math.min(best, arrivalNanos(other, other.requests.size()) - nowNanos);
        }
      }
      return arrivalNanos - nowNanos <= NEARLY_AS_QUICK * best + WORTH_NANOS;
    }

    @Override
    public long arrivalNanos(PeerKey key, BlockRef block) {
      Peer peer = peers.get(key);
      int place = peer == null ? -1 : peer.requests.placeOf(block);
      return place < 0 ? nowNanos + URGENT_NANOS : arrivalNanos(found(peer), place);
    }

    private static Peer found(@Nullable Peer peer) {
      if (peer == null) {
        throw new IllegalStateException("no such peer");
      }
      return peer;
    }

    @Override
    public boolean saves(Asker asker, DuePiece piece, long expectedNanos) {
      Peer peer = peers.get(asker.peer());
      return peer != null
          && expectedNanos - piece.deadlineNanos() > 0
          && peer.pace.isKnown()
          && expectedNanos - nextArrivalNanos(peer) > SAVED_NANOS;
    }
  }
}
