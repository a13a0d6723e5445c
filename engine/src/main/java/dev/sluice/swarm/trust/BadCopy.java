package dev.sluice.swarm.trust;

import dev.sluice.model.BlockPrints;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a piece that failed, kept until the piece is good: then it shows who gave what is wrong
 * with it. Until then it is a case, which makes its givers suspects.
 *
 * <p>Owned by the torrent actor.
 */
final class BadCopy {
  final int pieceIndex;
  private final List<@Nullable Standing> giverOfBlock;
  private final BlockPrints prints;
  private final Set<Standing> givers = new LinkedHashSet<>();
  private final Set<Standing> newSuspects = new LinkedHashSet<>();
  private boolean solved;

  /**
   * @param giverOfBlock who gave each block; null where that is forgotten
   * @param prints of each block
   */
  BadCopy(int pieceIndex, List<@Nullable Standing> giverOfBlock, BlockPrints prints) {
    this.pieceIndex = pieceIndex;
    this.giverOfBlock = giverOfBlock;
    this.prints = prints;
    giverOfBlock.stream().filter(Objects::nonNull).forEach(givers::add);
    givers.stream().filter(giver -> !giver.suspect).forEach(newSuspects::add);
  }

  /** Returns all who gave blocks, as far as is known. */
  Set<Standing> givers() {
    return givers;
  }

  /** Returns those of them who were not on parole when it failed. */
  Set<Standing> newSuspects() {
    return newSuspects;
  }

  /** A culprit is known. */
  void solve() {
    solved = true;
  }

  /** Returns whether somebody is suspected because of it, and nobody convicted. */
  boolean isOpen() {
    return !solved && !newSuspects.isEmpty();
  }

  /** Returns the one who gave all of it, or null. */
  @Nullable Standing onlyGiver() {
    return givers.size() == 1 && !giverOfBlock.contains(null) ? givers.iterator().next() : null;
  }

  /** Returns those whose blocks are wrong, given what is right. */
  Set<Standing> liarsAgainst(BlockPrints good) {
    return giversWhere(block -> prints.differsIn(block, good), good.blockCount());
  }

  /** Returns those who gave one block of the piece this way, and that way in another copy. */
  Set<Standing> liarsAgainst(BadCopy other) {
    return giversWhere(
        block ->
            prints.differsIn(block, other.prints)
                && giverOfBlock.get(block) == other.giverOfBlock.get(block),
        other.giverOfBlock.size());
  }

  private Set<Standing> giversWhere(Predicate<Integer> wrong, int othersBlocks) {
    Set<Standing> liars = new LinkedHashSet<>();
    if (giverOfBlock.size() != prints.blockCount() || othersBlocks != prints.blockCount()) {
      return liars;
    }
    for (int block = 0; block < giverOfBlock.size(); block++) {
      Standing giver = giverOfBlock.get(block);
      if (giver != null && wrong.test(block)) {
        liars.add(giver);
      }
    }
    return liars;
  }
}
