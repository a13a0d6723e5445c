package dev.sluice.swarm.picking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PieceSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RarityOrderTest {
  private static final int PIECES = 40;

  @Test
  void anEmptyOrderHasNothingToOffer() {
    RarityOrder order = new RarityOrder(new int[PIECES], new Random(1));

    assertThat(order.rarest(PieceSet.full(PIECES))).isEqualTo(-1);
    assertThat(order.commonest(PieceSet.full(PIECES))).isEqualTo(-1);
    assertThat(order.any(PieceSet.full(PIECES))).isEqualTo(-1);
  }

  @Test
  void piecesOfEqualRarityAreShuffled() {
    List<Integer> firsts = new ArrayList<>();
    for (int seed = 0; seed < 200; seed++) {
      RarityOrder order = new RarityOrder(new int[PIECES], new Random(seed));
      for (int piece = 0; piece < PIECES; piece++) {
        order.add(piece, 3);
      }
      firsts.add(order.rarest(PieceSet.full(PIECES)));
    }

    assertThat(firsts.stream().distinct().count()).isGreaterThan(PIECES / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isWhatSortingByLevelWouldGiveAfterAnyChanges(long seed) {
    Random random = new Random(seed);
    RarityOrder order = new RarityOrder(new int[PIECES], random);
    TreeMap<Integer, Integer> levels = new TreeMap<>();
    for (int step = 0; step < 2_000; step++) {
      change(order, levels, random);

      assertThat(levelsInOrder(order, levels))
          .as("seed %d step %d", seed, step)
          .isEqualTo(levels.values().stream().sorted().toList());
    }
  }

  private static void change(RarityOrder order, TreeMap<Integer, Integer> levels, Random random) {
    int piece = random.nextInt(PIECES);
    Integer level = levels.get(piece);
    if (level == null) {
      levels.put(piece, random.nextInt(9));
      order.add(piece, levels.get(piece));
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> {
        order.remove(piece, level);
        levels.remove(piece);
      }
      case 1 -> {
        order.raise(piece, level);
        levels.put(piece, level + 1);
      }
      default -> {
        if (level > 0) {
          order.lower(piece, level);
          levels.put(piece, level - 1);
        }
      }
    }
  }

  /** Reads the order from both ends, and counts, and holds them against each other. */
  private static List<Integer> levelsInOrder(RarityOrder order, TreeMap<Integer, Integer> levels) {
    PieceSet rest = new PieceSet(PIECES);
    levels.keySet().forEach(rest::add);
    List<Integer> ascending = new ArrayList<>();
    for (int piece = order.rarest(rest); piece >= 0; piece = order.rarest(rest)) {
      ascending.add(levels.get(piece));
      rest.remove(piece);
    }
    levels.keySet().forEach(rest::add);
    List<Integer> descending = new ArrayList<>();
    for (int piece = order.commonest(rest); piece >= 0; piece = order.commonest(rest)) {
      descending.add(levels.get(piece));
      rest.remove(piece);
    }
    assertThat(descending).isEqualTo(ascending.stream().sorted(Comparator.reverseOrder()).toList());
    for (int level : Arrays.asList(-1, 0, 3, 100)) {
      assertThat((long) order.sizeUpTo(level))
          .isEqualTo(ascending.stream().filter(each -> each <= level).count());
    }
    return ascending;
  }
}
