package dev.sluice.swarm.picking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A swarm of random peers to whom random things happen; whatever does, the torrent gets complete.
 */
class PiecePickerPropertyTest {
  private static final int SEEDS = 150;
  private static final int STEPS = 600;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsCompleteAndKeepsItsPromisesOnTheWay(long seed) {
    Swarm swarm = new Swarm(seed);
    for (int step = 0; step < STEPS; step++) {
      swarm.somethingHappens();
      swarm.checkCounts();
    }
    swarm.settle();
  }

  /** A peer: what it has, and what it owes us. */
  private record Member(PeerKey key, PieceSet pieces, Set<BlockRef> owed) {}

  /** The swarm, and what the picker must think of it. */
  private static final class Swarm {
    private final long seed;
    private final Random random;
    private final PieceGeometry geometry;
    private final PickingLimits limits;
    private final PiecePicker picker;
    private final List<Member> members = new ArrayList<>();
    private final Set<BlockRef> arrived = new HashSet<>();
    private final Map<Integer, Priority> priorities = new HashMap<>();
    private final PieceSet have;
    private int lastPeer;

    Swarm(long seed) {
      this.seed = seed;
      random = new Random(seed);
      int blocks = 1 + random.nextInt(5);
      int pieceBytes = blocks * BlockRef.MAX_BYTES - random.nextInt(BlockRef.MAX_BYTES);
      geometry = new PieceGeometry(1 + random.nextLong(30L * pieceBytes), pieceBytes);
      limits =
          new PickingLimits(
              1 + random.nextInt(5), 0, 1 << 30, 1 + random.nextInt(3), random.nextInt(6));
      picker = new PiecePicker(geometry, limits, new Random(random.nextLong()));
      have = new PieceSet(geometry.pieceCount());
      for (int peer = 0; peer < 5; peer++) {
        join();
      }
    }

    private String where() {
      return "seed " + seed;
    }

    void somethingHappens() {
      switch (random.nextInt(17)) {
        case 0 -> join();
        case 1 -> leave();
        case 2 -> gain();
        case 3 -> choke();
        case 4 -> refuse();
        case 5 -> prioritise();
        case 6 -> recheck();
        case 7, 8, 9 -> give();
        case 10 -> giveLate();
        case 11 -> lose();
        default -> ask(anyMember(), 1 + random.nextInt(8));
      }
    }

    private Member anyMember() {
      return members.isEmpty() ? join() : members.get(random.nextInt(members.size()));
    }

    private Member join() {
      PieceSet pieces = new PieceSet(geometry.pieceCount());
      boolean isSeed = random.nextInt(4) == 0;
      for (int piece = 0; piece < geometry.pieceCount(); piece++) {
        if (isSeed || random.nextBoolean()) {
          pieces.add(piece);
        }
      }
      return join(pieces);
    }

    private Member join(PieceSet pieces) {
      Member member = new Member(new PeerKey(lastPeer++), pieces, new LinkedHashSet<>());
      members.add(member);
      picker.peerJoined(pieces);
      return member;
    }

    private void leave() {
      Member member = anyMember();
      picker.reopenAll(member.key);
      picker.peerLeft(member.pieces);
      members.remove(member);
    }

    private void gain() {
      Member member = anyMember();
      int piece = random.nextInt(geometry.pieceCount());
      if (member.pieces.add(piece)) {
        picker.peerHas(piece);
      }
    }

    /** BEP 54: what it owes of the piece will not come. */
    private void lose() {
      Member member = anyMember();
      int piece = random.nextInt(geometry.pieceCount());
      if (member.pieces.has(piece)) {
        picker.peerLost(member.pieces, piece);
        member.pieces.remove(piece);
        for (BlockRef block : Set.copyOf(member.owed)) {
          if (block.pieceIndex() == piece) {
            picker.reopen(member.key, block);
            member.owed.remove(block);
          }
        }
      }
    }

    private int holders(int piece) {
      return (int) members.stream().filter(member -> member.pieces.has(piece)).count();
    }

    private void choke() {
      Member member = anyMember();
      picker.reopenAll(member.key);
      member.owed.clear();
    }

    private void refuse() {
      Member member = anyMember();
      for (BlockRef block : Set.copyOf(member.owed)) {
        if (random.nextBoolean()) {
          picker.reopen(member.key, block);
          member.owed.remove(block);
        }
      }
    }

    private void prioritise() {
      int piece = random.nextInt(geometry.pieceCount());
      Priority priority = Priority.values()[random.nextInt(4)];
      priorities.put(piece, priority);
      picker.setPriority(piece, priority);
    }

    private void recheck() {
      int piece = random.nextInt(geometry.pieceCount());
      if (have.remove(piece)) {
        picker.markMissing(piece);
      } else if (random.nextInt(4) == 0) {
        forgetBlocksOf(piece);
        have.add(piece);
        picker.markHave(piece);
      }
    }

    private void forgetBlocksOf(int piece) {
      members.forEach(member -> member.owed.removeIf(block -> block.pieceIndex() == piece));
      arrived.removeIf(block -> block.pieceIndex() == piece);
    }

    private void ask(Member member, int most) {
      Manner manner = Manner.values()[random.nextInt(4)];
      int inFlightBefore = picker.piecesInFlight();
      boolean wasIdle = member.owed.isEmpty();
      List<BlockRef> picked = new ArrayList<>();

      int count = picker.pick(new Asker(member.key, member.pieces, manner), most, picked);

      assertThat(picked).as(where()).hasSize(count).hasSizeLessThanOrEqualTo(most);
      for (BlockRef block : picked) {
        checkAskedRightly(member, block);
      }
      checkBounds(inFlightBefore, wasIdle);
    }

    private void checkAskedRightly(Member member, BlockRef block) {
      int piece = block.pieceIndex();
      assertThat(geometry.isAligned(block)).as(where()).isTrue();
      assertThat(have.has(piece)).as("%s asks for %s, which is here", where(), block).isFalse();
      assertThat(arrived).as(where()).doesNotContain(block);
      assertThat(priorities.get(piece)).as(where()).isNotEqualTo(Priority.SKIP);
      assertThat(member.pieces.has(piece)).as(where()).isTrue();
      assertThat(member.owed.add(block)).as("%s twice %s", where(), block).isTrue();
      long askers = members.stream().filter(each -> each.owed.contains(block)).count();
      assertThat(askers).as(where()).isLessThanOrEqualTo(limits.maxAskersPerBlock());
    }

    private void checkBounds(int before, boolean wasIdle) {
      int bound = limits.piecesInFlight(geometry);
      int now = picker.piecesInFlight();
      int allowed = wasIdle ? Math.max(bound, Math.min(before + 1, 4 * bound)) : bound;
      assertThat(now).as(where()).isLessThanOrEqualTo(Math.max(before, allowed));
    }

    private void give() {
      Member member = anyMember();
      for (BlockRef block : List.copyOf(member.owed)) {
        if (random.nextInt(3) > 0) {
          give(member, block);
        }
      }
    }

    private void give(Member giver, BlockRef block) {
      if (!giver.owed.contains(block)) {
        return; // went with a piece that was checked meanwhile
      }
      Arrival arrival = picker.received(giver.key, block);
      assertThat(arrival.isAccepted()).as("%s %s", where(), block).isTrue();
      accepted(block);
    }

    private void accepted(BlockRef block) {
      members.forEach(member -> member.owed.remove(block));
      assertThat(arrived.add(block)).as(where()).isTrue();
      checkPiece(block.pieceIndex());
    }

    /** A block from anybody at any time: only those that are missing and once asked for count. */
    private void giveLate() {
      Member member = anyMember();
      int piece = random.nextInt(geometry.pieceCount());
      BlockRef block = geometry.block(piece, random.nextInt(geometry.blockCount(piece)));
      Arrival arrival = picker.received(member.key, block);
      if (arrival.isAccepted()) {
        assertThat(arrived).as(where()).doesNotContain(block);
        for (Member other : members) {
          boolean isOwing = other != member && other.owed.contains(block);
          assertThat(!isOwing || arrival.alsoAsked().contains(other.key)).as(where()).isTrue();
        }
        accepted(block);
      }
    }

    private void checkPiece(int piece) {
      long blocks = arrived.stream().filter(block -> block.pieceIndex() == piece).count();
      if (blocks < geometry.blockCount(piece)) {
        return;
      }
      forgetBlocksOf(piece);
      if (random.nextInt(5) == 0) {
        assertThat(picker.pieceFailed(piece)).as(where()).hasSize((int) blocks);
      } else {
        assertThat(picker.pieceVerified(piece)).as(where()).hasSize((int) blocks);
        have.add(piece);
      }
    }

    void checkCounts() {
      Set<BlockRef> busy = new HashSet<>();
      for (Member member : members) {
        busy.addAll(member.owed);
        assertThat(picker.requestedFrom(member.key)).as(where()).isEqualTo(member.owed.size());
      }
      assertThat(picker.requestedBlocks()).as(where()).isEqualTo(busy.size());
      int remaining = 0;
      for (int piece = 0; piece < geometry.pieceCount(); piece++) {
        boolean wanted = !have.has(piece) && priorities.get(piece) != Priority.SKIP;
        remaining += wanted ? 1 : 0;
        assertThat(picker.availability(piece)).as(where()).isEqualTo(holders(piece));
      }
      assertThat(picker.remainingPieces()).as(where()).isEqualTo(remaining);
      assertThat(picker.isComplete()).as(where()).isEqualTo(remaining == 0);
    }

    /** From here on nothing bad happens, and a peer that has everything is there. */
    void settle() {
      join(PieceSet.full(geometry.pieceCount()));
      int rounds = 0;
      while (!picker.isComplete()) {
        for (Member member : members) {
          ask(member, 4);
          List.copyOf(member.owed).forEach(block -> give(member, block));
        }
        checkCounts();
        assertThat(rounds++).as("%s: no end in sight", where()).isLessThan(2_000);
      }
    }
  }
}
